import { isSigned, sign } from "@/lib/config/keys";

const hourMs = 3_600_000;
/** Hours for which a form can be sent after it was shown: a page left open overnight still works. */
const hours = 24;
const macBytes = 16;

/**
 * A token that only a page of this leader's carries, on our site or framed in another one: a form posted without it was
 * not shown by us. It changes once an hour, so that the page can be cached between.
 */
export function issueFormToken(leaderId: number, now: Date): string {
  const hour = Math.floor(now.getTime() / hourMs);
  return `${hour.toString(36)}.${macOf(leaderId, hour)}`;
}

/** Whether a token is one of this leader's, issued within the last 24 hours. */
export function isFormToken(token: string, leaderId: number, now: Date): boolean {
  const [, written = "", mac = ""] = /^([0-9a-z]{1,8})\.([\w-]{22})$/.exec(token) ?? [];
  const hour = Number.parseInt(written, 36);
  const age = Math.floor(now.getTime() / hourMs) - hour;
  if (!(age >= 0 && age <= hours)) return false;
  const bytes = Buffer.from(mac, "base64url");
  return bytes.length === macBytes && isSigned("join-form", `${leaderId}:${hour}`, bytes);
}

const macOf = (leaderId: number, hour: number) =>
  sign("join-form", `${leaderId}:${hour}`).subarray(0, macBytes).toString("base64url");
