import { isSigned, sign } from "@/lib/config/keys";
import { env } from "@/lib/env";
import type { Variant } from "./store";

export type SignedMedia = { leaderId: number; id: string; variant: Exclude<Variant, "chosen"> };

const shape = /^(\d{1,9})\.([0-9a-f-]{36})\.([op])\.(\d{10})$/;
/** Bytes of the signature in an address. */
const sealBytes = 24;
const endings: Record<string, string> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/gif": "gif",
  "image/webp": "webp",
  "video/mp4": "mp4",
  "video/quicktime": "mov",
  "video/3gpp": "3gp",
  "audio/mpeg": "mp3",
  "audio/wav": "wav",
  "text/vcard": "vcf",
};

/** What a file of this type is called at its end; carriers look at it. */
export function endingOf(type: string): string {
  return endings[type] ?? "bin";
}

/**
 * An address under which the carrier, which cannot sign in, fetches one file until it runs out. `seconds` from `now`.
 */
export function signedUrl(wish: SignedMedia & { type: string; seconds: number }, now: Date): string {
  const until = Math.floor(now.getTime() / 1000) + wish.seconds;
  const named = `${wish.leaderId}.${wish.id}.${wish.variant === "preview" ? "p" : "o"}.${until}`;
  const seal = sign("media-url", `media:${named}`).subarray(0, sealBytes).toString("base64url");
  const token = `${Buffer.from(named).toString("base64url")}.${seal}`;
  return `${env().PUBLIC_URL}/media/${token}.${endingOf(wish.type)}`;
}

/** What a token of such an address opens at `now`; null where it is not ours, was changed, or has run out. */
export function readSigned(token: string, now: Date): SignedMedia | null {
  const [packed, seal] = token.split(".");
  if (!packed || !seal || token.length > 300) return null;
  const named = Buffer.from(packed, "base64url").toString("latin1");
  const given = Buffer.from(seal, "base64url");
  if (given.length !== sealBytes || given.toString("base64url") !== seal) return null;
  if (!isSigned("media-url", `media:${named}`, given)) return null;
  const found = shape.exec(named);
  if (!found || Number(found[4]) * 1000 <= now.getTime()) return null;
  return { leaderId: Number(found[1]), id: found[2] as string, variant: found[3] === "p" ? "preview" : "original" };
}
