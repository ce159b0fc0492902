import { setTimeout as pause } from "node:timers/promises";
import { closeDb, db, pool } from "@/lib/db/client";
import { queueTexts } from "@/lib/messages/queue";
import { openZone } from "../zones";

type Row = { leaderId: number; memberId: number; number: string; phone: string };
/** A row of `messages`, as the judge wants it. */
export type Kept = {
  id: number;
  memberId: number;
  outbound: boolean;
  kind: string;
  state: string;
  phone: string;
  carrierId: string | null;
  body: string;
  reason: string | null;
};

/** Answers every fan once, as the inbox would: through the outbox, with a key that makes a second click the same text. */
export class AnsweringLeader {
  #stopped = true;
  #done: Promise<void> = Promise.resolve();
  #url: string | undefined;

  /** @param where the database is now: its port changes when it starts again */
  constructor(readonly where: () => string | null) {}

  start(): void {
    this.#stopped = false;
    this.#done = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#done;
    await closeDb();
  }

  /** Takes the pace off the numbers: the test is about crashes, not about patience. */
  async hurry(): Promise<void> {
    await this.#connect();
    await pool().query("UPDATE numbers SET parts_per_second = NULL");
  }

  /** How much is not at rest: webhooks not processed, texts not sent, and with `answered` fans the leader has not answered. */
  async open(answered = true): Promise<number> {
    await this.#connect();
    const { rows } = await pool().query<{ open: number }>(
      `
      SELECT (SELECT count(*) FROM arrivals WHERE digested_at IS NULL AND problem IS NULL)
           + (SELECT count(*) FROM messages WHERE state IN ('queued', 'sending'))
           + (SELECT count(*) FROM members m WHERE $1::boolean AND NOT EXISTS (
                SELECT 1 FROM messages r WHERE r.leader_id = m.leader_id AND r.member_id = m.id AND r.kind = 'reply')) AS open`,
      [answered],
    );
    return Number(rows[0]?.open);
  }

  /** Members who have agreed, in a time zone where it is about noon. Answers the id of each phone (E.164). */
  async join(phones: string[], number: string): Promise<Map<string, number>> {
    await this.#connect();
    const { rows } = await pool().query<{ id: number; phone: string }>(
      `INSERT INTO members (leader_id, phone, country, status, number, joined_at, time_zone, last_opt_out_line_at)
       SELECT n.leader_id, p.phone, 'US', 'active', n.phone, now(), $3, now()
       FROM unnest($1::text[]) AS p (phone) JOIN numbers n ON n.phone = $2 RETURNING id, phone`,
      [phones, number, openZone()],
    );
    return new Map(rows.map((row) => [row.phone, row.id]));
  }

  /** Connects to the database where it is now, and answers whose program it is. Throws while it is away. */
  async leaderId(): Promise<number> {
    await this.#connect();
    const { rows } = await pool().query<{ id: number }>("SELECT id FROM leaders ORDER BY id LIMIT 1");
    return rows[0]?.id as number;
  }

  async messages(): Promise<Kept[]> {
    await this.#connect();
    const { rows } = await pool().query<Kept>(`
      SELECT id, member_id AS "memberId", outbound, kind, state, phone, carrier_id AS "carrierId", body, reason
      FROM messages WHERE member_id <> 0 ORDER BY id`);
    return rows;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      // While everything is dead there is nobody to answer; the next turn tries again.
      await this.#answer().catch(() => {});
      await pause(40);
    }
  }

  async #answer(): Promise<void> {
    await this.#connect();
    const { rows } = await pool().query<Row>(`
      SELECT DISTINCT leader_id AS "leaderId", member_id AS "memberId", number, phone FROM messages t
      WHERE NOT outbound AND NOT EXISTS (
        SELECT 1 FROM messages r WHERE r.leader_id = t.leader_id AND r.member_id = t.member_id AND r.kind = 'reply')
      LIMIT 50`);
    await db().transaction((tx) =>
      queueTexts(
        tx,
        rows.map((row) => ({
          ...row,
          kind: "reply",
          body: `Glad you wrote, ${row.phone}`,
          onceKey: `crash-${row.memberId}`,
        })),
      ),
    );
  }

  async #connect(): Promise<void> {
    const url = this.where();
    if (!url) throw new Error("The database is away.");
    if (url === this.#url) return;
    await closeDb();
    process.env.DATABASE_URL = url;
    this.#url = url;
  }
}
