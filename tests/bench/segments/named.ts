import type { SegmentTree } from "@/lib/segments/tree";
import { ids } from "./generate";

type Named = { name: string; tree: SegmentTree };
const got: SegmentTree = { is: "broadcast", broadcastId: ids.broadcast, did: "delivered" };
const volunteers: SegmentTree = { is: "tag", any: [ids.volunteers] };

/** Those that name a tenth of all and more: sets are walked then instead of listed (segments/count.ts). */
export const crowds: Named[] = [
  { name: "Texted three times or more", tree: { is: "texts", from: 3, to: null } },
  { name: "Numbers that live", tree: { is: "carrier", reaches: true } },
  { name: "Tagged Volunteers", tree: volunteers },
  { name: "Got the broadcast", tree: got },
  { name: "Did not get it", tree: { not: got } },
  {
    name: "Got it and did not answer",
    tree: { and: [got, { not: { is: "broadcast", broadcastId: ids.broadcast, did: "answered" } }] },
  },
  { name: "Got it, or tagged Volunteers", tree: { or: [got, volunteers] } },
];

/** Ten segments as leaders make them, from a handful of people to nearly everybody. */
export const named: Named[] = [
  { name: "Lives in Chicago", tree: { is: "city", any: ["Chicago"] } },
  {
    name: "Illinois, 18 to 24",
    tree: {
      and: [
        { is: "region", any: ["IL"] },
        { is: "age", from: 18, to: 24 },
      ],
    },
  },
  {
    name: "Within 25 miles of 60601",
    tree: { is: "near", place: "60601", latitude: 41.8858, longitude: -87.6181, miles: 25 },
  },
  { name: "Area codes 312 and 773", tree: { is: "area_code", any: ["312", "773"] } },
  { name: "Joined in the last 7 days", tree: { is: "joined_within", days: 7 } },
  { name: "Birthday within 7 days", tree: { is: "birthday", days: 7 } },
  { name: "Tagged Press", tree: { is: "tag", any: [ids.press] } },
  { name: "Texted “tickets tonight”", tree: { is: "keyword", words: "tickets tonight" } },
  {
    name: "Answered or clicked, not tagged Volunteers",
    tree: {
      and: [
        {
          or: [
            { is: "broadcast", broadcastId: ids.broadcast, did: "answered" },
            { is: "link", linkId: ids.link },
          ],
        },
        { not: volunteers },
      ],
    },
  },
  { name: "Everyone except Texas", tree: { not: { is: "region", any: ["TX"] } } },
];
