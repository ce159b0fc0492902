import { z } from "zod";
import { crowd } from "@/lib/bulk/crowd";
import { sorts } from "@/lib/members/list";

const number = z.coerce.number().int().positive().max(2_147_483_647).nullish().catch(null);

const address = z.object({
  q: z.string().max(200).nullish().catch(null),
  tag: number,
  segment: number,
  status: crowd.shape.status.catch(null),
  sort: z.enum(sorts).catch("joined"),
  after: z.string().max(600).nullish().catch(null),
  ids: z
    .string()
    .regex(/^\d{1,15}(,\d{1,15}){0,199}$/)
    .nullish()
    .catch(null),
});

/** What the address asks of the table of members; what is no question is left out. */
export function readQuery(url: string) {
  const { q, tag, segment, status, sort, after, ids } = address.parse(Object.fromEntries(new URL(url).searchParams));
  return {
    sort,
    after,
    crowd: { search: q, tagId: tag, segmentId: segment, status, ids: ids?.split(",").map(Number) },
  };
}
