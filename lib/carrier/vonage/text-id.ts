import { createHash, randomUUID } from "node:crypto";
import { clean } from "../clean";

/**
 * The id of a text that came. One that came without an id, or with one too long to keep, gets one of what it says and
 * when it was written, so that it is known if it comes again; without a time nothing tells a second STOP from a copy.
 */
export function textId(id: string | undefined, said: { from: string; to: string; text: string; at: string | null }) {
  if (id && id.length <= 200) return clean(id);
  const known = id ?? (said.at === null ? randomUUID() : JSON.stringify([said.from, said.to, said.at, said.text]));
  return `made-${createHash("sha256").update(known).digest("base64url")}`;
}
