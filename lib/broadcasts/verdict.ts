import { tooLate } from "./audience";
import type { Plan } from "./plan";
import { droppedByWindow, timeZoneUnknown } from "./snapshot";
import { closesAt, nextOpening, type Whereabouts, type Window, windowOf } from "./windows";

/** What is known of a recipient at the moment of sending. */
export type Recipient = Whereabouts & {
  /** False where the member's row is gone. */
  exists: boolean;
  /** members/reachable.ts. */
  reachable: boolean;
  status: string | null;
  held: boolean;
  muted: boolean;
  blocked: boolean;
  /** A text of theirs has come in that nobody has understood yet: it may be a STOP. */
  unread: boolean;
  /** They have had as many broadcasts within 24 hours as their state's law allows (cap.ts). */
  full: boolean;
};

export type Verdict =
  | { do: "send" }
  | { do: "withhold"; code: string; reason: string }
  | { do: "drop"; reason: string }
  /** window: their hours are over. Else it is a matter of a moment. */
  | { do: "wait"; until: Date; window: boolean };

/** Seconds until a text that has just come in is surely understood. */
const understoodAfter = 2;

/**
 * May this recipient be sent the broadcast now? Asked again at the moment of sending, whatever the snapshot said
 * (docs/compliance.md, "Stopping" and "When").
 */
export function verdictOn(one: Recipient, plan: Plan, hours: OpenHours, now: Date): Verdict {
  const not = whyNot(one);
  if (not) return { do: "withhold", ...not };
  if (plan.notAfter && now.getTime() > Date.parse(plan.notAfter))
    return { do: "drop", reason: "Their turn came only after the time you set." };
  if (one.unread) return { do: "wait", until: new Date(now.getTime() + understoodAfter * 1_000), window: false };
  const opens = hours.opens(one, now);
  if (opens === null) return { do: "withhold", ...timeZoneUnknown };
  if (opens <= now && one.full) return { do: "withhold", ...asManyAsAllowed };
  if (opens <= now) return { do: "send" };
  return tooLate(plan, opens) ? { do: "drop", reason: droppedByWindow } : { do: "wait", until: opens, window: true };
}

const asManyAsAllowed = {
  code: "state_cap",
  reason: "They had had as many texts in 24 hours as their state’s law allows.",
};

function whyNot(one: Recipient): { code: string; reason: string } | null {
  if (!one.exists) return { code: "deleted", reason: "They are not among your members any more." };
  if (one.reachable) return null;
  if (one.status === "opted_out") return { code: "opted_out", reason: "They had opted out before it was sent." };
  if (one.status !== "active") return { code: "not_joined", reason: "They are not signed up any more." };
  if (one.held) return { code: "asked_to_stop", reason: "They asked to stop in their own words, and wait for you." };
  if (one.blocked) return { code: "blocked", reason: "You had blocked them before it was sent." };
  if (one.muted) return { code: "muted", reason: "You had muted them before it was sent." };
  return { code: "unreachable", reason: "The carrier says that their number is no longer in service." };
}

/** Windows, remembered until they change: millions of recipients have a few thousand sets of possible places. */
export class OpenHours {
  readonly #known = new Map<string, { opens: Date | null; until: number }>();

  /** When the window opens next; `now` or before where it is open; null: never. */
  opens(one: Whereabouts, now: Date): Date | null {
    const key =
      one.possiblePlaces ??
      `\n${[one.timeZone, one.state, one.areaCode, one.postalCode, one.addressCountry, one.city].join("\n")}`;
    const known = this.#known.get(key);
    if (known && now.getTime() < known.until) return known.opens;
    const window = windowOf(one);
    const opens = nextOpening(window, now);
    this.#known.set(key, { opens, until: untilOf(window, opens, now) });
    return opens;
  }
}

/** How long an answer holds. A window that never opens may do so once clocks have changed. */
function untilOf(window: Window, opens: Date | null, now: Date): number {
  if (opens === null) return now.getTime() + 3_600_000;
  return opens > now ? opens.getTime() : closesAt(window, now).getTime();
}
