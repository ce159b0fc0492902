import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { receiveFile } from "@/lib/imports/receive";
import { allPersonalTables, filesOnDisk } from "@/lib/jobs/personal-data";
import { keyOf, mediaStore } from "@/lib/media/store";
import { deleteMember } from "@/lib/privacy/delete";
import { eraseDue } from "@/lib/privacy/erase";
import { exportMember, exportMemberZip } from "@/lib/privacy/export";
import { keptInDataDir } from "@/lib/process/private-files";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { sources } from "@/tests/imports";

const phone = "+13125550177";
const number = "+17733659687";
/** Stands in every text below, so that nothing of it can be missed. */
const marker = "Zebulon-Marker";
const now = new Date();
let database: TestDatabase;
let leaderId: number;
let memberId: number;

beforeAll(async () => {
  database = await testDatabase();
  const leader = await db().execute<{ id: number }>(sql`
    INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('ana', 'Ana', 'America/Chicago', 'Hi! {{link}}') RETURNING id`);
  leaderId = leader.rows[0]?.id as number;
  const member = await db().execute<{ id: number }>(sql`
    INSERT INTO members (leader_id, phone, country, number, status, first_name, email, joined_at)
    VALUES (${leaderId}, ${phone}, 'US', ${number}, 'active', ${marker}, ${`${marker}@example.com`}, now()) RETURNING id`);
  memberId = member.rows[0]?.id as number;
});
afterAll(() => database.close());

/** A row of the member's in every table that is registered as a member's; table → statements. */
const rows: Record<string, () => Promise<unknown>> = {
  members: async () => {},
  deleted_members: async () => {},
  tombstones: async () => {},
  bulk_changes: async () => {},
  threads: () =>
    db().execute(sql`
    INSERT INTO threads (leader_id, member_id, last_inbound_at, preview) VALUES (${leaderId}, ${memberId}, now(), ${marker})`),
  messages: () =>
    db().execute(sql`
    INSERT INTO messages (leader_id, member_id, outbound, kind, number, phone, body, state, at)
    VALUES (${leaderId}, ${memberId}, false, 'received', ${number}, ${phone}, ${marker}, 'received', now())`),
  deliveries: async () => {
    await db().execute(
      sql`INSERT INTO broadcasts (leader_id, number, body) VALUES (${leaderId}, ${number}, 'To everyone')`,
    );
    await db().execute(sql`
      INSERT INTO deliveries (leader_id, broadcast_id, member_id, phone, state)
      SELECT leader_id, id, ${memberId}, ${phone}, 'sent' FROM broadcasts WHERE leader_id = ${leaderId}`);
  },
  clicks: async () => {
    await db().execute(
      sql`INSERT INTO links (leader_id, broadcast_id, url) VALUES (${leaderId}, 1, 'https://a.example')`,
    );
    await db().execute(
      sql`INSERT INTO clicks (leader_id, link_id, member_id) SELECT leader_id, id, ${memberId} FROM links`,
    );
  },
  tagged: async () => {
    await db().execute(sql`INSERT INTO tags (leader_id, name) VALUES (${leaderId}, 'VIP')`);
    await db().execute(
      sql`INSERT INTO tagged (leader_id, tag_id, member_id) SELECT leader_id, id, ${memberId} FROM tags`,
    );
  },
  notes: () =>
    db().execute(sql`
    INSERT INTO notes (leader_id, member_id, author_id, body) VALUES (${leaderId}, ${memberId}, 1, ${marker})`),
  media: () => file({ memberId, source: "fan", bytes: "a picture" }),
  consent_log: () =>
    db().execute(sql`
    INSERT INTO consent_log (leader_id, member_id, phone, event, channel, words, ip)
    VALUES (${leaderId}, ${memberId}, ${phone}, 'granted', 'keyword', ${marker}, '203.0.113.9')`),
  sign_up_links: () =>
    db().execute(sql`
    INSERT INTO sign_up_links (token_hash, leader_id, member_id, nonce, expires_at)
    VALUES ('hash', ${leaderId}, ${memberId}, 'nonce', now())`),
  // A call from before the caller was a member: it carries their number only.
  calls: async () => {
    const voicemail = await file({ memberId: null, source: "caller", bytes: "a voicemail" });
    await db().execute(sql`
      INSERT INTO calls (leader_id, carrier_id, conversation, number, phone, state, media_id)
      VALUES (${leaderId}, 'call-1', 'conversation-1', ${number}, ${phone}, 'completed', ${voicemail})`);
  },
  // One that was processed, one that could not be and has no member, and two that could not even be read.
  arrivals: () =>
    db().execute(sql`
    INSERT INTO arrivals (kind, key, content, digested_at, leader_id, member_id, problem) VALUES
      ('text', 't:1', ${JSON.stringify({ from: phone, text: marker })}::jsonb, now(), ${leaderId}, ${memberId}, NULL),
      ('text', 't:2', ${JSON.stringify({ from: phone, text: marker })}::jsonb, now(), ${leaderId}, NULL, 'a problem'),
      ('text', 'u:1', ${JSON.stringify({ raw: `{"from":"${phone.slice(1)}","text":["${marker}"]}` })}::jsonb, now(), NULL, NULL, 'odd'),
      ('text', 'u:2', ${JSON.stringify({ raw: `msisdn=%2B1${phone.slice(2)}&text=${marker}` })}::jsonb, now(), NULL, NULL, 'odd')`),
  // A file that waits for its columns to be matched, with the member in it.
  imports: async () => {
    const body = (async function* () {
      yield Buffer.from(`name,phone\n${marker},(312) 555-0177\nSomebody Else,3125550123\n`);
    })();
    await db().execute(sql`INSERT INTO numbers (phone, leader_id) VALUES (${number}, ${leaderId})`);
    await receiveFile({ leaderId, teammateId: null, teammateName: "Ana", fileName: "list.csv", body });
  },
  // A search that failed, and a list that is still worked on.
  bulk_actions: () =>
    db().execute(sql`
    INSERT INTO bulk_actions (leader_id, kind, crowd, teammate_id, state, until) VALUES
      (${leaderId}, 'tag', ${JSON.stringify({ search: `${marker} 312-555-0177` })}::jsonb, 1, 'failed', 1),
      (${leaderId}, 'tag', jsonb_build_object('ids', jsonb_build_array(7777777, ${memberId}::bigint)), 1, 'running', 1)`),
  import_refusals: () =>
    db().execute(sql`
    INSERT INTO import_refusals (leader_id, import_id, row, reason, cells)
    VALUES (${leaderId}, 1, 2, 'A reason', ${JSON.stringify([marker, "(312) 555-0177"])}::jsonb)`),
};

async function file({ memberId, source, bytes }: { memberId: number | null; source: string; bytes: string }) {
  const { rows } = await db().execute<{ id: string }>(sql`
    INSERT INTO media (leader_id, kind, source, state, type, bytes, name, member_id, stored_at)
    VALUES (${leaderId}, 'file', ${source}, 'stored', 'image/jpeg', ${bytes.length}, ${marker}, ${memberId}, now()) RETURNING id`);
  const id = rows[0]?.id as string;
  const path = join(process.env.DATA_DIR as string, "media", keyOf(leaderId, id, "original"));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return id;
}

/** Columns that name a person, or may hold what somebody said or typed, whatever table they are in. */
const personal =
  /(^|_)(member_id|phone|mobile|e?mail|address|ip|name|user_agent|birth_date|key|raw|content|search)$|^phone_| jsonb?$/;

/** The columns of each table; those of a JSON type as `name jsonb`. */
async function catalog(): Promise<Map<string, string[]>> {
  const { rows } = await db().execute<{ table: string; columns: string[] }>(sql`
    SELECT t.table_name AS table,
      array_agg(c.column_name || CASE WHEN c.data_type LIKE 'json%' THEN ' ' || c.data_type ELSE '' END) AS columns
    FROM information_schema.tables t JOIN information_schema.columns c USING (table_schema, table_name)
    WHERE t.table_schema = 'public' AND t.table_type = 'BASE TABLE' GROUP BY 1 ORDER BY 1`);
  return new Map(rows.map((row) => [row.table, row.columns]));
}

describe("personal data", () => {
  it("is registered for every table of the catalog that names a person, and for no table that is not there", async () => {
    const tables = await catalog();
    const registered = allPersonalTables.map((one) => one.table);
    const named = [...tables].flatMap(([table, columns]) =>
      columns.some((name) => personal.test(name)) ? [table] : [],
    );
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((table) => !registered.includes(table))).toEqual([]);
    expect(registered.filter((table) => !tables.has(table))).toEqual([]);
    expect(new Set(registered).size).toBe(registered.length);
  });

  it("says of everything that is kept on disk how it is erased", () => {
    expect(Object.keys(filesOnDisk).sort()).toEqual([...keptInDataDir].sort());
    // Nothing writes to DATA_DIR under a name that is not in that list.
    const joined = sources("lib").flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/join\((?:env\(\)\.DATA_DIR|dataDir), "([^"]+)"/g)].map(
        (found) => found[1] as string,
      ),
    );
    expect(joined.length).toBeGreaterThan(3);
    // An empty file that is removed at once, and one that is only looked for.
    const nothing = [".may-write", "package.json"];
    expect(joined.filter((name) => !keptInDataDir.includes(name) && !nothing.includes(name))).toEqual([]);
  });

  it("is in a member's export from every table, with their files", async () => {
    const members = allPersonalTables.filter((one) => one.about === "member");
    expect(Object.keys(rows).sort()).toEqual(members.map((one) => one.table).sort());
    for (const write of Object.values(rows)) await write();
    const input = { leaderId, memberId, tables: allPersonalTables };
    const data = await exportMember(db(), input, now);
    const keys = members.flatMap(({ exported }) => ("key" in exported ? [exported.key] : []));
    for (const key of keys) expect([key, data?.[key]]).not.toEqual([key, null]);
    expect(data?.webhook_events).toHaveLength(1);
    expect(data?.media).toHaveLength(2);
    expect(data?.calls).toMatchObject([{ phone, state: "completed" }]);
    expect(await exportMember(db(), { ...input, leaderId: leaderId + 1 }, now)).toBeNull();

    const zip = await exportMemberZip(db(), input, now);
    const bytes = Buffer.from(await new Response(zip).arrayBuffer());
    expect(bytes.subarray(0, 2).toString()).toBe("PK");
    for (const part of ["member.json", "a picture", "a voicemail", marker]) expect(bytes.includes(part)).toBe(true);
  });

  it("is gone from every table and file once the member is erased", async () => {
    const { rows: files } = await db().execute<{ id: string }>(sql`SELECT id FROM media`);
    await deleteMember(leaderId, memberId, new Date(now.getTime() - 11 * 60_000));
    expect(await eraseDue(now, allPersonalTables)).toBe(1);
    const left: string[] = [];
    for (const [table, columns] of await catalog()) {
      const { rows: found } = await db().execute(
        sql`SELECT 1 FROM ${sql.raw(`"${table}"`)} t WHERE t::text ILIKE ${`%${marker}%`} OR t::text LIKE ${`%${phone.slice(2)}%`}
          OR t::text LIKE '%555-0177%' LIMIT 1`,
      );
      if (found.length > 0) left.push(table);
      if (!columns.includes("member_id")) continue;
      const { rows: ids } = await db().execute(
        sql`SELECT 1 FROM ${sql.raw(`"${table}"`)} WHERE member_id = ${memberId} LIMIT 1`,
      );
      if (ids.length > 0) left.push(`${table} by id`);
    }
    expect(left).toEqual([]);
    const { rows: lists } = await db().execute(
      sql`SELECT crowd -> 'ids' AS ids FROM bulk_actions WHERE state = 'running'`,
    );
    expect(lists).toEqual([{ ids: [7777777] }]);
    const dataDir = process.env.DATA_DIR as string;
    const kept = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const naming = kept
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => /Zebulon-Marker|3125550177|555-0177/.test(readFileSync(path, "utf8")));
    expect(naming).toEqual([]);
    for (const { id } of files) expect(await mediaStore().get(keyOf(leaderId, id, "original"))).toBeNull();
  });
});
