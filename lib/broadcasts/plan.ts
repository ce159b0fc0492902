import { DateTime } from "luxon";
import { z } from "zod";

const moment = z.iso.datetime({ offset: true, error: "A moment is written like 2026-11-24T17:00:00Z." });
const always = {
  /** Whoever could only be reached after it is dropped and counted. ISO with offset. */
  notAfter: moment.nullable().default(null),
  /** Send also to those who have had their broadcast of the day. */
  overrideCap: z.boolean().default(false),
};

/** When a broadcast goes out. Windows are kept in every case (windows.ts). */
export const plan = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("now"), ...always }),
  /** At one moment for all; the screen reads it in the leader's zone (momentIn). */
  z.object({ kind: z.literal("at"), at: moment, ...always }),
  /** At the same local time for each member, on this day. */
  z.object({
    kind: z.literal("local"),
    day: z.iso.date("A day is written like 2026-11-24."),
    time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time is written like 09:30."),
    ...always,
  }),
]);

export type Plan = z.output<typeof plan>;

/** `problem`: why a time cannot be meant, as a sentence. */
export type MomentRead = { at: string; problem: null } | { at: null; problem: string };

/**
 * "2026-11-24T09:30", as a field of the leader's screen has it, in their IANA zone → ISO in UTC. A day and a time of day
 * are needed. An hour that a clock change leaves out or repeats is refused: nobody can tell what is meant by it. With an
 * offset ("2026-11-01T01:30-05:00") a time is what it says.
 */
export function readMoment(local: string, zone: string): MomentRead {
  const refuse = (problem: string): MomentRead => ({ at: null, problem });
  const [, wall, offset] =
    /^(\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/.exec(local) ?? [];
  const time = DateTime.fromISO(local, { zone });
  const at = wall && time.isValid ? time.toUTC().toISO() : null;
  if (!at) return refuse(`“${local}” isn’t a time. Write it like 2026-11-24T09:30.`);
  if (offset) return { at, problem: null };
  const asked = DateTime.fromISO(local, { zone: "utc" });
  const [hour, day] = [asked.toFormat("h:mm a"), asked.toFormat("MMMM d, yyyy")];
  if (time.toFormat("yyyy-MM-dd'T'HH:mm") !== wall)
    return refuse(`${hour} doesn’t exist on ${day} in ${zone}: clocks go forward. Choose another time.`);
  if (time.getPossibleOffsets().length > 1)
    return refuse(`${hour} happens twice on ${day} in ${zone}: clocks go back. Choose another time.`);
  return { at, problem: null };
}

/**
 * The time for which an audience and its limits are evaluated: that of sending, not that of looking. For a local plan it
 * is the plan's time in the leader's zone, since frequency limits count days there.
 */
export function evaluatedAt(plan: Plan, leaderZone: string, now: Date): Date {
  if (plan.kind === "now") return now;
  const at = plan.kind === "at" ? Date.parse(plan.at) : localMoment(plan, leaderZone).getTime();
  return new Date(Math.max(now.getTime(), at));
}

/** Milliseconds for which a time that has just passed still counts as now: between the last keystroke and the click. */
const graceMs = 60_000;

/** Whether a planned time lies too far back to be sent at. */
export const hasPassed = (planned: Date, now: Date): boolean => planned.getTime() < now.getTime() - graceMs;

/** When a local plan's hour strikes in a zone; an hour that a clock change leaves out strikes when it would have. */
export function localMoment({ day, time }: { day: string; time: string }, zone: string): Date {
  return DateTime.fromISO(`${day}T${time}`, { zone }).toJSDate();
}
