import { sql } from "drizzle-orm";
import { db } from "@/lib/db/client";
import { batchRows, flow } from "./flow";
import type { Leader } from "./members";

type Event = Record<"at" | "phone" | "event" | "channel" | "words" | "shown" | "ip" | "agent", string | null> & {
  id: number;
};

/** The whole consent log as a CSV: the proof, with the words that were shown. Times in UTC, as proof wants them. */
export function consentFile({ leaderId }: Leader): AsyncGenerator<string> {
  const header = [
    "Time (UTC)",
    "Number",
    "Event",
    "By",
    "Their words or the source",
    "Words shown",
    "IP address",
    "Browser",
  ];
  const next = async (last: Event | null) => {
    const { rows } = await db().execute<Event>(sql`
      SELECT c.id, to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at, c.phone, c.event, c.channel, c.words,
        w.words AS shown, c.ip, c.user_agent AS agent
      FROM consent_log c LEFT JOIN consent_texts w ON w.leader_id = c.leader_id AND w.version = c.text_version
      WHERE c.leader_id = ${leaderId} AND c.id > ${last?.id ?? 0} ORDER BY c.id LIMIT ${batchRows}`);
    return rows;
  };
  return flow(header, next, (row) => [
    row.at,
    row.phone,
    row.event,
    row.channel,
    row.words,
    row.shown,
    row.ip,
    row.agent,
  ]);
}
