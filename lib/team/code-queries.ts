import { and, eq, isNull, lt, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { signInCodes } from "./table";

const mostTries = 5;

/** Ends the older codes of a mobile, forgets those of yesterday, and writes a new row that works for five minutes. */
export async function replaceCode(tx: Tx, mobile: string): Promise<number> {
  await tx.delete(signInCodes).where(lt(signInCodes.createdAt, sql`now() - interval '1 day'`));
  await tx
    .update(signInCodes)
    .set({ usedAt: sql`now()` })
    .where(and(eq(signInCodes.mobile, mobile), isNull(signInCodes.usedAt)));
  const [row] = await tx
    .insert(signInCodes)
    .values({ mobile, codeHash: "", expiresAt: sql`now() + interval '5 minutes'` })
    .returning({ id: signInCodes.id });
  return row!.id;
}

/** The code is derived from the row's id, so its hash comes after the row. */
export async function writeHash(tx: Tx, id: number, codeHash: string): Promise<void> {
  await tx.update(signInCodes).set({ codeHash }).where(eq(signInCodes.id, id));
}

/** Counts a try on the newest code of a mobile and returns it, or null where none works any more. One statement: tries
 * made at once are all counted. */
export async function countTry(tx: Tx, mobile: string): Promise<{ id: number; codeHash: string } | null> {
  const [row] = await tx
    .update(signInCodes)
    .set({ tries: sql`${signInCodes.tries} + 1` })
    .where(
      sql`${signInCodes.id} = (select max(id) from sign_in_codes where mobile = ${mobile})
        and ${signInCodes.usedAt} is null and ${signInCodes.expiresAt} > now() and ${signInCodes.tries} < ${mostTries}`,
    )
    .returning({ id: signInCodes.id, codeHash: signInCodes.codeHash });
  return row ?? null;
}

/** Uses a code up; false where somebody was faster with the same one. */
export async function spendCode(tx: Tx, id: number): Promise<boolean> {
  const rows = await tx
    .update(signInCodes)
    .set({ usedAt: sql`now()` })
    .where(and(eq(signInCodes.id, id), isNull(signInCodes.usedAt)))
    .returning({ id: signInCodes.id });
  return rows.length === 1;
}
