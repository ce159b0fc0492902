import { sql } from "drizzle-orm";
import type { InboundText } from "@/lib/carrier/carrier";
import { db } from "@/lib/db/client";
import { digest } from "@/lib/inbound/digest";
import { type NewArrival, writeArrival } from "@/lib/inbound/write";
import { type TestDatabase, testDatabase } from "@/tests/database";

let counter = 0;

/** One leader with one number on a database of its own; texts come in as webhook events and are processed. */
export class InboundOffice {
  readonly number = "+17733659687";
  private constructor(
    readonly database: TestDatabase,
    readonly leaderId: number,
  ) {}

  static async open(): Promise<InboundOffice> {
    const database = await testDatabase();
    const made = await db().execute<{ id: number }>(sql`
      INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('ana', 'Ana', 'America/Chicago', 'Hi! {{link}}') RETURNING id`);
    const office = new InboundOffice(database, made.rows[0]?.id as number);
    await db().execute(sql`INSERT INTO numbers (phone, leader_id) VALUES (${office.number}, ${office.leaderId})`);
    return office;
  }

  /** A number nobody has used, and a member behind it if a status is given. */
  async phone(status?: string): Promise<string> {
    const phone = `+1415555${2_000 + counter++}`;
    if (status)
      await db().execute(sql`
        INSERT INTO members (leader_id, phone, country, status, number, joined_at)
        VALUES (${this.leaderId}, ${phone}, 'US', ${status}, ${this.number}, ${status === "active" ? "2026-01-01" : null})`);
    return phone;
  }

  /** Stores texts without processing them. `ago`: seconds before now that the carrier says they were written. */
  async store(...texts: (Partial<InboundText> & { ago?: number })[]): Promise<void> {
    for (const { ago, ...text } of texts)
      await writeArrival(
        this.#arrival({
          ...text,
          ...(ago === undefined ? {} : { at: new Date(Date.now() - ago * 1_000).toISOString() }),
        }),
      );
  }

  async process(): Promise<void> {
    while ((await digest(new Date())) > 0);
  }

  async bring(...texts: (Partial<InboundText> & { ago?: number })[]): Promise<void> {
    await this.store(...texts);
    await this.process();
  }

  async statusOf(phone: string): Promise<{ status: string; held: boolean }> {
    const { rows } = await db().execute<{ status: string; held: boolean }>(
      sql`SELECT status, held_at IS NOT NULL AS held FROM members WHERE phone = ${phone}`,
    );
    return rows[0] as { status: string; held: boolean };
  }

  /** Kinds of the texts that were written to them, in their order. */
  async sentTo(phone: string): Promise<string[]> {
    const { rows } = await db().execute<{ kind: string }>(
      sql`SELECT kind FROM messages WHERE phone = ${phone} AND outbound ORDER BY id`,
    );
    return rows.map((row) => row.kind);
  }

  async logOf(phone: string): Promise<string[]> {
    const { rows } = await db().execute<{ event: string }>(
      sql`SELECT event FROM consent_log WHERE phone = ${phone} ORDER BY id`,
    );
    return rows.map((row) => row.event);
  }

  #arrival(text: Partial<InboundText>): NewArrival {
    const whole: InboundText = {
      carrierId: `id-${counter++}`,
      from: "+14155550101",
      to: this.number,
      text: "hi",
      type: "text",
      at: null,
      concat: null,
      ...text,
    };
    return {
      kind: "text",
      key: `t:${whole.carrierId}`,
      content: JSON.stringify(whole),
      concatKey: null,
      concatPart: null,
      problem: null,
    };
  }
}
