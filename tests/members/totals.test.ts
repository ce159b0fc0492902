import { sql, TransactionRollbackError } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db, type Tx } from "@/lib/db/client";
import { countMembers } from "@/lib/members/list";
import { foldTotals, totalOf } from "@/lib/members/totals";
import { type TestDatabase, testDatabase } from "@/tests/database";

type Size = { members: number; reachable: number };
const leaders = [1, 2] as const;
let database: TestDatabase;
let phones = 0;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const kept = async (tx: Tx, leaderId: number) => (await tx.execute<Size>(totalOf(leaderId))).rows[0];

async function counted(tx: Tx, leaderId: number): Promise<Size | undefined> {
  const found = await tx.execute<Size>(sql`
    SELECT count(*) AS members, count(*) FILTER (WHERE can_be_texted) AS reachable FROM members WHERE leader_id = ${leaderId}`);
  return found.rows[0];
}

async function expectRight(tx: Tx = db()): Promise<void> {
  for (const leaderId of leaders) expect(await kept(tx, leaderId)).toEqual(await counted(tx, leaderId));
}

async function add(tx: Tx, leaderId: number, some: number, again = 0): Promise<void> {
  // Some of them are there already: a statement may add fewer than it says, or nobody.
  const first = phones - again;
  phones += some - again;
  await tx.execute(sql`
    INSERT INTO members (leader_id, phone, country, status, number, muted_at)
    SELECT ${leaderId}::int, '+1' || (2015000000 + ${first}::int + n), 'US', CASE WHEN n % 3 = 0 THEN 'new' ELSE 'active' END,
      '+17733659687', CASE WHEN n % 5 = 0 THEN now() END
    FROM generate_series(1, ${some}::int) n ON CONFLICT (leader_id, phone) DO NOTHING`);
}

const change = (set: string) => (tx: Tx, leaderId: number, some: number) =>
  tx.execute(
    sql`UPDATE members SET ${sql.raw(set)} WHERE leader_id = ${leaderId} AND id % 7 IN (${some % 7}, ${(some + 3) % 7})`,
  );

/** What may happen to members, by sets. */
const deeds: Record<string, (tx: Tx, leaderId: number, some: number) => Promise<unknown>> = {
  come: (tx, leaderId, some) => add(tx, leaderId, some),
  comeAgain: (tx, leaderId, some) => add(tx, leaderId, some, Math.min(some, phones)),
  join: change("status = 'active', joined_at = now()"),
  stop: change("status = 'opted_out', opted_out_at = now()"),
  mute: change("muted_at = now()"),
  unmute: change("muted_at = NULL"),
  block: change("blocked_at = CASE WHEN blocked_at IS NULL THEN now() END"),
  hold: change("held_at = CASE WHEN held_at IS NULL THEN now() END"),
  die: change("unreachable_at = now()"),
  text: change("unreachable_at = NULL, last_inbound_at = now(), inbound_count = inbound_count + 1"),
  go: (tx, leaderId, some) =>
    tx.execute(sql`DELETE FROM members WHERE leader_id = ${leaderId} AND id % 5 = ${some % 5}`),
};

describe("the kept number of a leader's members", () => {
  it("is what counting finds at every moment, within a transaction and after it was taken back, folded or not", async () => {
    const deed = fc.record({
      does: fc.constantFrom(...Object.keys(deeds)),
      leaderId: fc.constantFrom(...leaders),
      some: fc.integer({ min: 0, max: 60 }),
      takenBack: fc.boolean(),
      folded: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 10 }), async (all) => {
        for (const { does, leaderId, some, takenBack, folded } of all) {
          const done = db().transaction(async (tx) => {
            await deeds[does]?.(tx, leaderId, some);
            if (folded) await foldTotals(tx, 0);
            await expectRight(tx);
            if (takenBack) tx.rollback();
          });
          if (takenBack) await expect(done).rejects.toBeInstanceOf(TransactionRollbackError);
          else await done;
          await expectRight();
        }
      }),
      { numRuns: 20 },
    );
    expect((await kept(db(), 1))?.members).toBeGreaterThan(0);
  });

  it("stays so while members come from many sides and two fold at once", async () => {
    const before = (await kept(db(), 1))?.members ?? 0;
    await Promise.all([
      ...Array.from({ length: 120 }, () => add(db(), 1, 1)),
      ...Array.from({ length: 6 }, () => foldTotals(db(), 0)),
    ]);
    await expectRight();
    expect(await countMembers(db(), 1, null)).toBe(before + 120);
    await foldTotals(db(), 0);
    const rows = await db().execute(sql`SELECT FROM member_totals WHERE leader_id = 1`);
    expect(rows.rows).toHaveLength(1);
    await expectRight();
  });

  it("leaves a leader's few rows alone, and begins anew with an emptied table", async () => {
    await foldTotals(db(), 0);
    await add(db(), 1, 5);
    expect(await foldTotals()).toBe(0);
    await db().execute(sql`TRUNCATE members`);
    await expectRight();
    expect(await kept(db(), 1)).toEqual({ members: 0, reachable: 0 });
  });
});
