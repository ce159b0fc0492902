import { sql } from "drizzle-orm";
import { startBulk } from "@/lib/bulk/start";
import { db } from "@/lib/db/client";
import { receiveFile } from "@/lib/imports/receive";
import { addLeader } from "@/lib/leaders/queries";
import { keepUpload } from "@/lib/media/upload";
import { deleteMember } from "@/lib/privacy/delete";

/** Stands in everything that is Bob's. */
export const secret = "bobsecret";
export const phone = "+13125550177";
/** What Bob has, by its id. */
export const bob = {
  id: 0,
  member: 0,
  gone: 0,
  text: 0,
  tag: 0,
  segment: 0,
  field: 0,
  note: 0,
  import: 0,
  broadcast: 0,
  sent: 0,
  teammate: 0,
  session: 0,
  passkey: 0,
  device: 0,
};
export const more = { media: "", number: "+15550001112", bulk: 0 };
/** Ids in the place of Bob's that nobody has. */
const nobodys = {
  bob: Object.fromEntries(Object.keys(bob).map((key, at) => [key, 2_000_000_000 + at])),
  more: { media: "AAAAAAAAAAAAAAAAAAAAAA", number: "+15550001999", bulk: 2_000_000_099 },
};

/** Does something while the ids that are known as Bob's are nobody's. */
export async function withNobodysIds<T>(work: () => Promise<T>): Promise<T> {
  const kept = { bob: { ...bob }, more: { ...more } };
  Object.assign(bob, nobodys.bob);
  Object.assign(more, nobodys.more);
  try {
    return await work();
  } finally {
    Object.assign(bob, kept.bob);
    Object.assign(more, kept.more);
  }
}

/** Gives Bob one of everything, and Ana nothing. Answers who Ana is. */
export async function settle(): Promise<{ leaderId: number; teammateId: number }> {
  let ana = 0;
  for (const handle of ["ana", "bob"]) {
    const name = handle === "ana" ? "Ana" : secret;
    const { id } = await addLeader(db(), { handle, name, timeZone: "UTC", firstAnswer: "{{link}}" });
    await db().execute(
      sql`INSERT INTO numbers (phone, leader_id) VALUES (${handle === "ana" ? "+15550001111" : more.number}, ${id})`,
    );
    const teammate = await found(
      sql`INSERT INTO teammates (leader_id, name, mobile, role) VALUES (${id}, ${name}, ${`+1312555010${id}`}, 'owner') RETURNING id`,
    );
    if (handle === "bob") bob.teammate = teammate;
    if (handle === "ana") ana = id;
    else bob.id = id;
  }
  const add = (table: string, values: Record<string, unknown>) => {
    const row = JSON.stringify({ leader_id: bob.id, ...values });
    const columns = sql.raw(["leader_id", ...Object.keys(values)].map((one) => `"${one}"`).join(", "));
    return found(sql`INSERT INTO ${sql.raw(table)} (${columns})
      SELECT ${columns} FROM jsonb_populate_record(NULL::${sql.raw(table)}, ${row}::jsonb) RETURNING id`);
  };
  const member = {
    country: "US",
    number: more.number,
    status: "active",
    first_name: secret,
    joined_at: new Date(),
    source: "text",
    inbound_count: 1,
    custom: {},
  };
  const columns = Object.keys(member)
    .map((one) => `"${one}"`)
    .join(", ");
  const addMember = (number: string) =>
    found(sql`
    INSERT INTO members (leader_id, phone, ${sql.raw(columns)})
    SELECT ${bob.id}, ${number}, ${sql.raw(columns)} FROM jsonb_populate_record(NULL::members, ${JSON.stringify(member)}::jsonb) RETURNING id`);
  bob.member = await addMember(phone);
  bob.gone = await addMember("+13125550178");
  await deleteMember(bob.id, bob.gone, new Date());
  await db().execute(sql`INSERT INTO threads (leader_id, member_id, last_inbound_at, preview, unread, unanswered, flagged)
    VALUES (${bob.id}, ${bob.member}, now(), ${secret}, 1, true, true)`);
  bob.text = await found(sql`INSERT INTO messages (leader_id, member_id, number, phone, outbound, kind, body, state)
    VALUES (${bob.id}, ${bob.member}, ${more.number}, ${phone}, true, 'reply', ${secret}, 'unconfirmed') RETURNING id`);
  bob.session = await add("sessions", {
    teammate_id: bob.teammate,
    key_hash: "x",
    device: secret,
    address: "",
    created_at: new Date(),
    last_seen_at: new Date(),
    verified_at: new Date(),
    expires_at: new Date(Date.now() + 86_400_000),
  });
  bob.device = await add("known_devices", {
    teammate_id: bob.teammate,
    key_hash: "x",
    device: secret,
    address: "",
    created_at: new Date(),
    last_sign_in_at: new Date(),
  });
  bob.passkey =
    await found(sql`INSERT INTO passkeys (leader_id, teammate_id, credential_id, public_key, counter, transports, name)
    VALUES (${bob.id}, ${bob.teammate}, 'x', 'x', 0, '{}', ${secret}) RETURNING id`);
  bob.tag = await add("tags", { name: secret });
  await db().execute(
    sql`INSERT INTO tagged (leader_id, tag_id, member_id) VALUES (${bob.id}, ${bob.tag}, ${bob.member})`,
  );
  bob.segment = await found(
    sql`INSERT INTO segments (leader_id, name, tree) VALUES (${bob.id}, ${secret}, '{"is":"everyone"}') RETURNING id`,
  );
  bob.field =
    await found(sql`INSERT INTO fields (leader_id, label, label_es, kind, choices, on_sign_up, required, position)
    VALUES (${bob.id}, ${secret}, '', 'text', '[]', true, false, 0) RETURNING id`);
  bob.note = await found(
    sql`INSERT INTO notes (leader_id, member_id, author_id, body) VALUES (${bob.id}, ${bob.member}, 1, ${secret}) RETURNING id`,
  );
  await db().execute(sql`INSERT INTO consent_log (leader_id, member_id, phone, event, channel, words)
    VALUES (${bob.id}, ${bob.member}, ${phone}, 'granted', 'import', ${secret})`);
  const body = (async function* () {
    yield Buffer.from(`phone,name\n3125550177,${secret}\n`);
  })();
  bob.import = (
    await receiveFile({ leaderId: bob.id, teammateId: null, teammateName: secret, fileName: `${secret}.csv`, body })
  ).id;
  const { createDraft } = await import("@/lib/broadcasts/draft");
  const draft = (await createDraft(db(), { leaderId: bob.id, teammateId: 1 }, { body: secret })) as number;
  const sent = (await createDraft(db(), { leaderId: bob.id, teammateId: 1 }, { body: secret })) as number;
  await db().execute(sql`UPDATE broadcasts SET state = 'sending', started_at = now() WHERE id = ${sent}`);
  Object.assign(bob, { broadcast: draft, sent });
  more.media = (
    await keepUpload(
      bob.id,
      Buffer.from(`BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${secret}\r\nEND:VCARD\r\n`),
      `${secret}.vcf`,
    )
  ).id;
  more.bulk = (await startBulk({ leaderId: bob.id, teammateId: 1, kind: "delete", crowd: {} })) as number;
  const me = await found(sql`SELECT id FROM teammates WHERE leader_id = ${ana}`);
  return { leaderId: ana, teammateId: me };
}

async function found(query: ReturnType<typeof sql>): Promise<number> {
  return (await db().execute<{ id: number }>(query)).rows[0]?.id as number;
}

/** Every row that is Bob's, as text. */
export async function standing(): Promise<string> {
  const tables = await db().execute<{ name: string }>(sql`
    SELECT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.column_name = 'leader_id' AND c.table_schema = 'public' AND t.table_type = 'BASE TABLE' ORDER BY 1`);
  const all: string[] = [];
  for (const { name } of tables.rows) {
    const rows = await db().execute<{ row: string }>(
      sql`SELECT to_jsonb(t)::text AS row FROM ${sql.identifier(name)} t WHERE leader_id = ${bob.id} ORDER BY 1`,
    );
    all.push(...rows.rows.map((one) => `${name} ${one.row}`));
  }
  return all.join("\n");
}
