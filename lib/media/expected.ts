import { randomUUID } from "node:crypto";
import type { MediaBrought } from "@/lib/carrier/carrier";
import type { MessageMedia } from "@/lib/messages/table";
import type { ShownAs } from "./table";

/** A file that is yet to be fetched, under the id it will have. */
export type Expected = { id: string; kind: ShownAs; sourceUrl: string; name: string | null };

/** Gives what came along its ids, so that the text can name it before it is here. */
export function expected(brought: MediaBrought[]): Expected[] {
  return brought.map(({ url, kind, name }) => ({ id: randomUUID(), kind, sourceUrl: url, name: name ?? null }));
}

/** How a text names a file of which nothing is known for certain yet. */
export function namedIn({ id, name }: Expected): MessageMedia {
  return { id, type: "", bytes: 0, width: null, height: null, name };
}
