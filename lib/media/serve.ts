import { log } from "@/lib/log";
import { endingOf } from "./sign";
import { type ByteRange, keyOf, mediaStore, type Variant } from "./store";
import type { Media } from "./table";

/** Types a browser may show or play by itself; everything else is a download without a type. */
const shown = /^(image\/(jpeg|png|gif|webp|avif)|video\/[\w.-]+|audio\/[\w.-]+)$/;

/**
 * Hands out a stored file, whole or by range (players seek), so that nothing in it can act: its type is the sniffed
 * one, is not guessed again, and whatever is no picture, sound or film is a download in a sandbox. 503 while the store
 * is away.
 */
export async function serveMedia(
  row: Media,
  wish: { variant: Variant; download?: boolean; cache: string },
  request: Pick<Request, "method" | "headers">,
): Promise<Response> {
  if (row.state !== "stored") return new Response(null, { status: 404 });
  // A picture is only ever shown as it was encoded anew.
  const { variant, size, type } = copyOf(row, wish.variant);
  const inline = shown.test(type) && !wish.download;
  const headers = new Headers({
    "content-type": shown.test(type) || type === "text/vcard" ? type : "application/octet-stream",
    "content-disposition": `${inline ? "inline" : "attachment"}; ${fileName(row, type)}`,
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "cache-control": wish.cache,
    "accept-ranges": "bytes",
    "referrer-policy": "no-referrer",
  });
  const range = readRange(request.headers.get("range"), size);
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set("content-length", String(range ? range.to - range.from + 1 : size));
  if (range) headers.set("content-range", `bytes ${range.from}-${range.to}/${size}`);
  const status = range ? 206 : 200;
  if (request.method === "HEAD") return new Response(null, { status, headers });
  const body = await mediaStore()
    .get(keyOf(row.leaderId, row.id, variant), range ?? undefined)
    .catch((error: unknown) => {
      log.warn({ err: error }, "a file could not be handed out now");
      return "away" as const;
    });
  if (body === "away") return new Response(null, { status: 503, headers: { "retry-after": "5" } });
  return body ? new Response(body, { status, headers }) : new Response(null, { status: 404 });
}

/** Which copy is handed out: the one that was asked for, where there is one. Bytes. */
function copyOf(row: Media, wish: Variant): { variant: Variant; size: number; type: string } {
  if (wish === "preview" && row.previewType)
    return { variant: wish, size: row.previewBytes ?? 0, type: row.previewType };
  if (wish === "chosen" && row.chosenType) return { variant: wish, size: row.chosenBytes ?? 0, type: row.chosenType };
  return { variant: "original", size: row.bytes ?? 0, type: row.type ?? "application/octet-stream" };
}

/** One range of bytes (RFC 9110); null where none is asked for or it is not understood, which means the whole. */
export function readRange(header: string | null, size: number): ByteRange | "unsatisfiable" | null {
  const found = header?.match(/^bytes=(\d{0,15})-(\d{0,15})$/);
  if (!found || (found[1] === "" && found[2] === "")) return null;
  const [, first = "", last = ""] = found;
  const from = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === "" || last === "" ? size - 1 : Math.min(size - 1, Number(last));
  return from >= size || from > to ? "unsatisfiable" : { from, to };
}

function fileName(row: Media, type: string): string {
  const bare = (row.name ?? "")
    .replace(/\.[^.]{1,5}$/, "")
    .replace(/[^\p{L}\p{N} ._-]/gu, "")
    .trim()
    .slice(0, 80);
  const name = `${bare || row.kind}.${endingOf(type)}`;
  return `filename="${name.replace(/[^\x20-\x7e]|["\\]/g, "_")}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}
