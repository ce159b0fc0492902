import { createServer, type Server } from "node:http";
import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { takeLane } from "@/app/lane";
import { countersOf } from "@/lib/broadcasts/counters";
import { addBroadcast } from "@/lib/broadcasts/queries";
import { carrier } from "@/lib/carrier/current";
import { db } from "@/lib/db/client";
import { startSender } from "@/lib/delivery/sender";
import { startDigester } from "@/lib/inbound/digester";
import { stopListening } from "@/lib/live/listen";
import { type TestDatabase, testDatabase } from "../database";
import { until } from "../program";
import { LoneSimulator } from "../simulator";

import { openZone } from "../zones";

export { closedZone, openZone } from "../zones";

/**
 * The product's sender, digester and webhook doors in this process, on a database of their own, with the real
 * simulator as the carrier: everything of a broadcast but the screens.
 */
export class PostOffice {
  leaderId = 0;
  readonly number = "+17733659687";
  #stops: (() => Promise<void>)[] = [];
  #phones = 0;

  private constructor(
    readonly database: TestDatabase,
    readonly simulator: LoneSimulator,
    readonly server: Server,
  ) {}

  static async open(): Promise<PostOffice> {
    const database = await testDatabase();
    const server = createServer(
      (request, response) => void (takeLane(request, response) || response.writeHead(404).end()),
    );
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as { port: number };
    const simulator = await LoneSimulator.start(`http://127.0.0.1:${port}`);
    Object.assign(process.env, simulator.settings);
    const office = new PostOffice(database, simulator, server);
    const { rows } = await db().execute<{ id: number }>(sql`
      INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('ana', 'Ana', 'America/Chicago', 'Hi! {{link}}') RETURNING id`);
    office.leaderId = rows[0]?.id as number;
    await carrier().buyNumber(office.number);
    await db().execute(
      sql`INSERT INTO numbers (phone, leader_id, parts_per_second) VALUES (${office.number}, ${office.leaderId}, NULL)`,
    );
    await simulator.phones.switches({ receiptDelayMs: 20 });
    return office;
  }

  /** Sender and digester begin to work. */
  work(): void {
    if (this.#stops.length === 0) this.#stops = [startSender(), startDigester()];
  }

  async rest(): Promise<void> {
    for (const stop of this.#stops.splice(0)) await stop();
  }

  async close(): Promise<void> {
    await this.rest();
    await stopListening();
    this.server.closeAllConnections();
    this.server.close();
    await this.simulator.stop();
    await this.database.close();
  }

  /** Active members in Honolulu's or another zone; answers their ids and phones. */
  async members(count: number, columns: { timeZone?: string; state?: string } = {}): Promise<Joined[]> {
    const first = this.#phones;
    this.#phones += count;
    const { rows } = await db().execute<Joined>(sql`
      INSERT INTO members (leader_id, phone, country, status, number, joined_at, time_zone, state, first_name, last_opt_out_line_at)
      SELECT ${this.leaderId}, '+1312' || (5550000 + ${first}::int + n), 'US', 'active', ${this.number}, now(),
        ${columns.timeZone ?? openZone()}, ${columns.state ?? null}, 'Fan ' || (${first}::int + n), now()
      FROM generate_series(1, ${count}::int) n RETURNING id, phone`);
    return rows;
  }

  async draft(body = "Hello all", more: Partial<Parameters<typeof addBroadcast>[1]> = {}): Promise<number> {
    return addBroadcast(db(), { leaderId: this.leaderId, number: this.number, body, ...more });
  }

  async counters(id: number) {
    const counters = await countersOf(db(), this.leaderId, id);
    if (!counters) throw new Error("There is no such broadcast.");
    return counters;
  }

  /** Waits until a broadcast's counts are as wanted. */
  async becomes(id: number, wanted: Partial<Awaited<ReturnType<PostOffice["counters"]>>>, patience = 60_000) {
    let last: unknown;
    try {
      return await until(
        `broadcast ${id} to become ${JSON.stringify(wanted)}`,
        async () => {
          // A busy machine may keep a connection waiting: then it is asked again.
          const counters = await this.counters(id).catch(() => null);
          if (!counters) return null;
          last = counters;
          const same = Object.entries(wanted).every(([key, value]) => counters[key as keyof typeof counters] === value);
          return same ? counters : null;
        },
        patience,
      );
    } catch (error) {
      throw new Error(`${(error as Error).message}; it is ${JSON.stringify(last)}`);
    }
  }

  /** Every test has its own recipients: those of the one before leave. */
  async alone(): Promise<void> {
    await db().execute(sql`UPDATE members SET status = 'new' WHERE status = 'active'`);
  }

  /** Parts a second of the number; null: as fast as the carrier takes them. */
  async pace(partsPerSecond: number | null): Promise<void> {
    await db().execute(sql`
      WITH paced AS (UPDATE numbers SET parts_per_second = ${partsPerSecond}) SELECT pg_notify('tenfour_work', 'numbers')`);
  }

  /** Counts and rows must say the same. */
  async agrees(id: number): Promise<void> {
    const counters = await this.counters(id);
    const rows = await this.rows(id);
    for (const [state, count] of Object.entries(rows))
      expect([state, counters[state as "sent"]]).toEqual([state, count]);
    expect(Object.values(rows).reduce((sum, count) => sum + count, 0)).toBe(counters.recipients);
  }

  /** The states of its rows, counted. */
  async rows(id: number): Promise<Record<string, number>> {
    const { rows } = await db().execute<{ state: string; n: number }>(
      sql`SELECT state, count(*) AS n FROM deliveries WHERE leader_id = ${this.leaderId} AND broadcast_id = ${id} GROUP BY 1`,
    );
    return Object.fromEntries(rows.map((row) => [row.state, row.n]));
  }
}

export type Joined = { id: number; phone: string };
