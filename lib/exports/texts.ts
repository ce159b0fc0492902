import { sql } from "drizzle-orm";
import { db } from "@/lib/db/client";
import { batchRows, flow } from "./flow";
import type { Leader } from "./members";

type Text = Record<"at" | "phone" | "name" | "body" | "kind" | "state" | "number", string | null> & {
  id: number;
  member: number;
  outbound: boolean;
};

/**
 * Every one-to-one and automatic text that was written or came in, as a CSV, person by
 * person; times in the leader's zone. Sign-in codes
 * of the team are not among them. What went out as a broadcast stands with the broadcast.
 */
export function textsFile({ leaderId, timeZone }: Leader): AsyncGenerator<string> {
  const header = [
    `Time (${timeZone})`,
    "From or to them",
    "Their number",
    "Name",
    "Your number",
    "Kind",
    "State",
    "Text",
  ];
  const next = async (last: Text | null) => {
    const { rows } = await db().execute<Text>(sql`
      SELECT t.id, t.member_id AS member, to_char(t.at AT TIME ZONE ${timeZone}, 'YYYY-MM-DD HH24:MI:SS') AS at, t.outbound, t.phone,
        concat_ws(' ', m.first_name, m.last_name) AS name, t.number, t.kind, t.state, t.body
      FROM messages t LEFT JOIN members m ON m.leader_id = t.leader_id AND m.id = t.member_id
      WHERE t.leader_id = ${leaderId} AND (t.member_id, t.id) > (${last?.member ?? 0}, ${last?.id ?? 0}) AND t.kind <> 'sign_in_code'
      ORDER BY t.member_id, t.id LIMIT ${batchRows}`);
    return rows;
  };
  return flow(header, next, (row) => [
    row.at,
    row.outbound ? "to them" : "from them",
    row.phone,
    row.name,
    row.number,
    row.kind,
    row.state,
    row.body,
  ]);
}
