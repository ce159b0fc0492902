import type { ToFetch } from "./files";

const kinds = ["image", "video", "audio", "vcard", "file"];
const mostItems = 10;

/** What an MMS of the Messages API brings along, and its words; null where it is of no type there is. */
export function mediaOf(
  json: Record<string, unknown>,
  check: (name: string, fine: boolean, reason: string) => unknown,
): { text: string; media: ToFetch[] } | null {
  const type = String(json.message_type);
  if (type !== "content" && !kinds.includes(type)) return null;
  const listed = type === "content" ? json.content : [{ ...Object(json[type]), type }];
  const items = Array.isArray(listed) ? (listed as { type?: unknown; url?: unknown; caption?: unknown }[]) : [];
  check("content", items.length > 0 && items.length <= mostItems, `must have 1 to ${mostItems} items.`);
  for (const item of items) {
    check("type", kinds.includes(String(item.type)), "is none of image, video, audio, vcard, file.");
    check("url", typeof item.url === "string" && /^https?:\/\//.test(item.url), "must be a URL.");
  }
  const text = items.map((item) => (typeof item.caption === "string" ? item.caption : "")).find(Boolean) ?? "";
  return { text, media: items.map((item) => ({ kind: String(item.type), url: String(item.url) })) };
}
