import type { z } from "zod";
import { databaseIsAway, isUnusableValue } from "@/lib/db/client";
import { log } from "@/lib/log";
import { suspendedSentence } from "@/lib/operator/suspension";
import { Refusal } from "@/lib/refusal";
import { respondWith } from "@/lib/web/request-context";
import { can, mustConfirm, notAllowed, type Permission } from "./permissions";
import { currentTeammate, type SignedIn } from "./session";

/** What a server action answers. `away`: waiting may help, so the screen tries again by itself. */
export type ActionResult<Data> =
  | { ok: true; data: Data }
  /** `confirm`: works once the person has confirmed who they are, see fresh-sign-in.ts. */
  | { ok: false; message: string; away?: boolean; confirm?: boolean };

/**
 * Makes a server action: checks the input by `schema`, takes teammate and leader from the session (never from the input),
 * asks for `permission` (permissions.ts), and turns errors into a sentence. Every action is made this way.
 */
export function teammateAction<Schema extends z.ZodType, Data>(
  schema: Schema,
  permission: Permission,
  act: (input: z.output<Schema>, teammate: SignedIn) => Promise<Data>,
): (input: z.input<Schema>) => Promise<ActionResult<Data>> {
  return async (input) => {
    try {
      const teammate = await currentTeammate();
      if (!teammate) return { ok: false, message: "You are signed out. Sign in again; your draft is kept." };
      if (teammate.suspended && permission !== "security.signOut") return { ok: false, message: suspendedSentence };
      if (!can(teammate.role, permission)) return { ok: false, message: notAllowed(teammate.role) };
      if (mustConfirm(permission, teammate.verifiedAt, new Date()))
        return { ok: false, confirm: true, message: "Confirm it’s you to continue." };
      const parsed = schema.safeParse(input);
      if (!parsed.success) {
        return { ok: false, message: parsed.error.issues[0]?.message ?? "That could not be understood." };
      }
      return { ok: true, data: await act(parsed.data, teammate) };
    } catch (error) {
      if (error instanceof Refusal) {
        if (error.gone) respondWith(404);
        return { ok: false, message: error.message };
      }
      if (databaseIsAway(error)) {
        return {
          ok: false,
          away: true,
          message: "The database is away for a moment. Your draft is kept; try again shortly.",
        };
      }
      if (isUnusableValue(error)) return { ok: false, message: "That could not be understood." };
      // Only the cause: the message around it repeats the query's values, and with them people's texts.
      const cause = error instanceof Error ? (error.cause ?? error) : error;
      log.error({ err: cause }, "an action failed");
      return { ok: false, message: "That did not work, and nothing was changed. Please try again." };
    }
  };
}
