/** A table's rights, as in GRANT, and why a leader's request needs them. */
type Right = { rights: string[]; why: string };

/** What a leader's request may do with a table of leaders' rows, under row-level security. */
export const ownRows = ["SELECT", "INSERT", "UPDATE", "DELETE"];

/**
 * Where a leader's request may do something else than `ownRows` with tables that have a `leader_id`, or anything at all
 * with one that has none. A table without a `leader_id` that is not listed is closed to it: it belongs to the whole
 * instance, and code that needs it goes through `asSystem`.
 */
export const tenantRights: Record<string, Right> = {
  leaders: {
    rights: ["SELECT", "UPDATE"],
    why: "a leader changes their own settings, and is created and removed by nobody's request",
  },
  leader_limits: { rights: ["SELECT"], why: "the operator sets what a leader may use" },
  leader_days: { rights: ["SELECT"], why: "the senders count, and the screens say when the day is full" },
  carrier_connection: { rights: [], why: "the instance's keys; its leader_id says who connected it" },
  storage_reservations: { rights: [], why: "counted against the operator's limit, so code sets it in system scope" },
  consent_log: { rights: ["SELECT", "INSERT"], why: "it is only added to; erasure is a worker's" },
  sign_in_codes: {
    rights: ["SELECT (mobile)", "DELETE"],
    why: "removing a teammate removes the codes texted to them, unread",
  },
};
