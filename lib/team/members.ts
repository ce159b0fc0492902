import { and, eq, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { db, type Tx } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";
import { readOwnMobile } from "@/lib/numbers/possible";
import { Refusal } from "@/lib/refusal";
import { forgetDevices } from "./known-device";
import { addTeammate, isMobileTaken, mobileTaken, teammatesOf } from "./queries";
import { recordSecurityEvent } from "./security-events";
import { closeStreamsOf, endSessions } from "./sessions";
import {
  authenticators,
  knownDevices,
  passkeys,
  recoveryCodes,
  securityEvents,
  signInCodes,
  type Teammate,
  teammates,
} from "./table";

export const roles = ["owner", "admin", "writer", "reader"] as const;

/** How many people a team has at most: each is somebody strangers can have texted a sign-in code. */
export const mostTeammates = 50;

/** What an owner types to add a teammate. */
export const newTeammate = z.object({
  name: z.string().trim().min(1, "Enter a name.").max(80, "Use 80 characters or fewer."),
  mobile: z
    .string()
    .max(40)
    .transform((text, context) => {
      const phone = readOwnMobile(text);
      if (!phone) context.addIssue({ code: "custom", message: "Enter a US or Canadian mobile number." });
      return phone?.e164 ?? "";
    }),
  role: z.enum(roles),
});

/** Adds a teammate. Throws a Refusal where somebody signs in with this mobile already, and where the team is full. */
export async function addToTeam(leaderId: number, input: z.output<typeof newTeammate>): Promise<Teammate> {
  return asSystem("among all leaders", () =>
    db().transaction(async (tx) => {
      await lockTeam(tx, leaderId);
      const team = await teammatesOf(tx, leaderId);
      const taken = team.find(({ mobile }) => mobile === input.mobile);
      if (taken) throw new Refusal(`${taken.name} already signs in with this number.`);
      if (team.length >= mostTeammates) {
        throw new Refusal(`A team has at most ${mostTeammates} people. Remove someone first.`);
      }
      if (await isMobileTaken(tx, input.mobile)) throw new Refusal(mobileTaken);
      return addTeammate(tx, { leaderId, ...input });
    }),
  );
}

/**
 * Changes a teammate's role, from their next request on; their open screens connect again. Throws a Refusal for someone
 * who is not on the team, and for the last owner.
 */
export async function changeRole(leaderId: number, teammateId: number, role: Teammate["role"]): Promise<void> {
  await db().transaction(async (tx) => {
    await lockTeam(tx, leaderId);
    if (role !== "owner") await refuseLastOwner(tx, leaderId, teammateId);
    const changed = await tx
      .update(teammates)
      .set({ role })
      .where(one(leaderId, teammateId))
      .returning({ id: teammates.id });
    if (changed.length === 0) throw notThere();
    await closeStreamsOf(tx, leaderId, teammateId);
  });
}

/**
 * Removes a teammate with their sessions, passkeys and codes: their next request is refused, and their open screens
 * are disconnected. What they wrote stays. Throws a Refusal for someone who is not on the team, and for the last owner.
 */
export async function removeTeammate(leaderId: number, teammateId: number): Promise<void> {
  await db().transaction(async (tx) => {
    await lockTeam(tx, leaderId);
    await refuseLastOwner(tx, leaderId, teammateId);
    const [removed] = await tx.delete(teammates).where(one(leaderId, teammateId)).returning();
    if (!removed) throw notThere();
    await endSessions(tx, { leaderId, teammateId });
    for (const table of [knownDevices, passkeys, authenticators, recoveryCodes, securityEvents]) {
      await tx.delete(table).where(and(eq(table.leaderId, leaderId), eq(table.teammateId, teammateId)));
    }
    await tx.delete(signInCodes).where(eq(signInCodes.mobile, removed.mobile));
  });
}

/**
 * Gives a teammate another mobile (E.164) to sign in with, and signs them out everywhere: whoever has the old number has
 * no way in any more, on a known device either. Throws a Refusal for a mobile that is taken, and for someone who is not
 * on the team. For the command line: it runs in system scope.
 */
export async function changeMobile(leaderId: number, teammateId: number, mobile: string): Promise<void> {
  await db().transaction(async (tx) => {
    await lockTeam(tx, leaderId);
    const [before] = await tx.select().from(teammates).where(one(leaderId, teammateId));
    if (!before) throw notThere();
    if (await isMobileTaken(tx, mobile)) throw new Refusal(mobileTaken);
    await tx.update(teammates).set({ mobile }).where(one(leaderId, teammateId));
    await endSessions(tx, { leaderId, teammateId });
    await forgetDevices(tx, { leaderId, teammateId }, null);
    await tx.delete(signInCodes).where(eq(signInCodes.mobile, before.mobile));
    await recordSecurityEvent(tx, { leaderId, teammateId }, "mobile_changed", { userAgent: "", address: "" });
  });
}

/** One change of a team at a time, so that two owners cannot remove each other at once. */
async function lockTeam(tx: Tx, leaderId: number): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(10413, ${leaderId})`);
}

async function refuseLastOwner(tx: Tx, leaderId: number, teammateId: number): Promise<void> {
  const others = await tx
    .select({ id: teammates.id })
    .from(teammates)
    .where(and(eq(teammates.leaderId, leaderId), eq(teammates.role, "owner"), ne(teammates.id, teammateId)))
    .limit(1);
  if (others.length === 0) throw new Refusal("A team needs an owner. Make someone else an owner first.");
}

const notThere = () => new Refusal("This person isn’t on your team any more.", { gone: true });
const one = (leaderId: number, id: number) => and(eq(teammates.leaderId, leaderId), eq(teammates.id, id));
