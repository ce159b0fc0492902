import { z } from "zod";
import type { NumberKind } from "@/lib/carrier/carrier";

export const campaignStates = ["not_started", "brand_sent", "brand_verified", "sent", "approved", "rejected"] as const;
export type CampaignState = (typeof campaignStates)[number];

/** Where the registration of a number stands, as the leader keeps it: the registering itself is done with the carrier. */
export const campaign = z.object({
  state: z.enum(campaignStates).default("not_started"),
  /** The Campaign Registry's id, as CXXXXXX. */
  campaignId: z
    .string()
    .trim()
    .max(40)
    .regex(/^\w*$/, "A campaign id has letters and digits only, like C1ABCDE.")
    .default(""),
  /** What of the checklist is done. */
  done: z.array(z.string().max(40)).max(20).default([]),
});
/** As it stands in the table: an empty object is a registration nobody has begun. */
export type Campaign = Partial<z.infer<typeof campaign>>;

export const campaignWords: Record<CampaignState, { label: string; tone: "plain" | "good" | "warn" | "bad" }> = {
  not_started: { label: "Not registered", tone: "warn" },
  brand_sent: { label: "Brand handed in", tone: "plain" },
  brand_verified: { label: "Brand verified", tone: "plain" },
  sent: { label: "Campaign handed in", tone: "plain" },
  approved: { label: "Approved", tone: "good" },
  rejected: { label: "Rejected", tone: "bad" },
};

export type Step = { id: string; words: string };

const local: Step[] = [
  { id: "brand", words: "Register the brand: legal name, tax number and address exactly as in the public record" },
  { id: "vetting", words: "Have the brand vetted, for more texts a day" },
  { id: "campaign", words: "Register a campaign, with sample texts that carry the name and “Reply STOP to opt out”" },
  { id: "opt_in", words: "Give the address of the sign-up page as proof of how people opt in" },
  { id: "policies", words: "Link terms and a privacy policy that says numbers are not sold or shared" },
  { id: "linked", words: "Link this number to the campaign with the carrier" },
  { id: "rates", words: "Set the rates above to what the campaign was given" },
];
const tollFree: Step[] = [
  { id: "verification", words: "Hand in the toll-free verification: who sends, what, how people opt in" },
  { id: "opt_in", words: "Give the address of the sign-up page as proof of how people opt in" },
  { id: "stop", words: "Leave STOP to the carrier, which answers it on toll-free numbers" },
];
const shortCode: Step[] = [
  { id: "lease", words: "Lease the code and have its programme approved by each mobile carrier" },
  { id: "help", words: "Answer HELP and STOP as the programme brief says" },
];

/** What must be done before texts from a number get through. */
export function checklistOf(kind: NumberKind): Step[] {
  return { local, toll_free: tollFree, short_code: shortCode }[kind];
}

/** Whether the US carriers may drop texts from a number as it stands. */
export function mayBeBlocked(kind: NumberKind, at: Campaign): boolean {
  return kind !== "short_code" && (at.state ?? "not_started") !== "approved";
}
