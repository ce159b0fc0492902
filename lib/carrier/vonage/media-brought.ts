import { z } from "zod";
import type { MediaBrought } from "../carrier";
import { clean } from "../clean";

const kinds = ["image", "video", "audio", "vcard", "file"] as const;
const mostItems = 20;

const item = z.object({
  url: z.url({ protocol: /^https?$/ }).max(4_000),
  caption: z.string().max(20_000).optional().catch(undefined),
  name: z.string().max(300).optional().catch(undefined),
});
const listed = item.extend({ type: z.enum(kinds).catch("file") });

/**
 * What came along with a text of the Messages API, and the words under it: one item under its own name, or several as
 * `content` (docs/carrier.md). Items that cannot be read are left out.
 */
export function mediaBrought(json: unknown): { media: MediaBrought[]; caption: string } {
  const told = Object(json) as Record<string, unknown>;
  const raw: unknown[] = [
    ...kinds.flatMap((kind) => (told[kind] === undefined ? [] : [{ ...Object(told[kind]), type: kind }])),
    ...(Array.isArray(told.content) ? told.content.slice(0, mostItems) : []),
  ];
  const items = raw.flatMap((one) => listed.safeParse(one).data ?? []);
  return {
    media: items.map(({ url, type, name }) => ({
      url,
      kind: type,
      ...(name ? { name: clean(name).slice(0, 120) } : {}),
    })),
    caption: items.flatMap(({ caption }) => (caption ? [clean(caption)] : [])).join("\n"),
  };
}
