import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import type { MessageMedia } from "./table";

export type Received = {
  leaderId: number;
  memberId: number;
  number: string;
  phone: string;
  /** A text, unless it is said otherwise. */
  kind?: "text" | "voicemail";
  body: string;
  carrierId: string;
  /** What came along; the files are fetched later. */
  media?: MessageMedia[];
  at: Date;
};

/** Records texts that came in, in their order; answers their ids by the carrier's id. */
export async function recordReceived(tx: Tx, texts: Received[]): Promise<Map<string, number>> {
  if (texts.length === 0) return new Map();
  const content = JSON.stringify(
    texts.map((text) => ({
      leader_id: text.leaderId,
      member_id: text.memberId,
      number: text.number,
      phone: text.phone,
      kind: text.kind ?? "text",
      body: text.body,
      carrier_id: text.carrierId,
      media: text.media?.length ? text.media : null,
      at: text.at,
    })),
  );
  const result = await tx.execute<{ id: number; carrier_id: string }>(sql`
    INSERT INTO messages (leader_id, member_id, outbound, kind, number, phone, body, media, state, carrier_id, at)
    SELECT leader_id, member_id, false, kind, number, phone, body, media, 'received', carrier_id, at
    FROM jsonb_to_recordset(${content}::jsonb)
      AS r(leader_id int, member_id bigint, number text, phone text, kind text, body text, media jsonb, carrier_id text, at timestamptz)
    RETURNING id, carrier_id`);
  return new Map(result.rows.map((row) => [row.carrier_id, row.id]));
}

/** Puts a late part where its mark stood. */
export async function completeReceived(
  tx: Tx,
  leaderId: number,
  memberId: number,
  id: number,
  body: string,
): Promise<void> {
  await tx.execute(sql`
    UPDATE messages SET body = ${body} WHERE leader_id = ${leaderId} AND member_id = ${memberId} AND id = ${id} AND NOT outbound`);
}
