import type { ConsentEvent } from "@/lib/consent/log";

/** What happened to a consent, in words. */
export const consentEvents: Record<ConsentEvent["event"], string> = {
  asked: "Was asked to reply YES",
  granted: "Agreed to texts",
  revoked: "Opted out",
  flagged: "May have asked to stop",
  cleared: "Marked as not an opt-out",
  corrected: "Corrected their details",
};
/** And by which way. */
export const consentChannels: Record<ConsentEvent["channel"], string> = {
  sign_up_page: "on the sign-up page",
  web: "on the public page",
  keyword: "by text",
  carrier: "reported by the carrier",
  leader: "by your team",
  import: "by import",
  api: "through the API",
};
