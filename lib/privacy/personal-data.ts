import { type SQL, sql } from "drizzle-orm";
import { forgetDeliveries } from "@/lib/broadcasts/forget";
import { forgetConsent } from "@/lib/consent/forget";
import type { Tx } from "@/lib/db/client";
import { forgetTaps } from "@/lib/links/forget";
import { forgetMedia } from "@/lib/media/forget";
import { forgetTexts } from "@/lib/messages/forget";
import { forgetNotes } from "@/lib/notes/queries";
import { forgetTagged } from "@/lib/tags/queries";

/** The member whose data is exported; `phone` in E.164. */
export type Subject = { leaderId: number; memberId: number; phone: string };

/** Erases what one table stores of members of a leader; `phones` are theirs, E.164. */
export type Forget = (tx: Tx, leaderId: number, memberIds: number[], phones: string[]) => Promise<void>;

/**
 * How a table with personal data is exported and erased. Every table with a column that names a person is registered
 * once (tests/privacy/personal-data.test.ts reads the catalog and fails for any other).
 */
export type PersonalTable = {
  table: string;
  /** Whose data it holds. Only a member's is exported and erased with a member. */
  about: "member" | "teammate" | "leader";
  /** The part of a member's export under `key`, as SQL for a jsonb value; or why there is none. */
  exported: { key: string; value: (subject: Subject) => SQL } | { never: string };
  /** How a member's rows are erased; or why nothing needs to be. */
  erased: Forget | { never: string };
};

const own = ({ leaderId, memberId }: Subject, row = sql``) =>
  sql`${row}leader_id = ${leaderId} AND ${row}member_id = ${memberId}`;
/** All rows of a table that carry the member's id, without the two ids. */
const rowsOf = (table: string, order: string) => (subject: Subject) =>
  sql`(SELECT jsonb_agg(to_jsonb(t) - 'leader_id' - 'member_id' ORDER BY ${sql.raw(order)})
    FROM ${sql.raw(table)} t WHERE ${own(subject, sql`t.`)})`;

const teammate = "a teammate’s, kept while they are on the team";

/** Tables of this folder and of those below it; inbound, calls, imports and bulk register their own (lib/jobs). */
export const personalTables: PersonalTable[] = [
  {
    table: "members",
    about: "member",
    exported: {
      key: "member",
      value: ({
        leaderId,
        memberId,
      }) => sql`(SELECT to_jsonb(m) - 'leader_id' - 'custom' - 'name_key' || jsonb_build_object('answers',
        (SELECT jsonb_object_agg(COALESCE(f.label, c.key), c.value) FROM jsonb_each(m.custom) c
          LEFT JOIN fields f ON f.leader_id = m.leader_id AND f.id::text = c.key))
        FROM members m WHERE m.leader_id = ${leaderId} AND m.id = ${memberId})`,
    },
    erased: { never: "the row moves to deleted_members at once, and the name index goes with it" },
  },
  {
    table: "deleted_members",
    about: "member",
    exported: { never: "a deleted member has no export any more" },
    erased: { never: "its row is deleted last, in the same transaction (erase.ts)" },
  },
  {
    table: "threads",
    about: "member",
    exported: { key: "thread", value: rowsOf("threads", "t.member_id") },
    erased: { never: "the row moves to deleted_members at once" },
  },
  {
    table: "messages",
    about: "member",
    exported: {
      key: "messages",
      value: (
        subject,
      ) => sql`(SELECT jsonb_agg(jsonb_build_object('at', at, 'sent_at', sent_at, 'from', CASE WHEN outbound THEN number ELSE phone END,
          'to', CASE WHEN outbound THEN phone ELSE number END, 'body', body, 'media', media, 'kind', kind, 'state', state) ORDER BY id)
        FROM messages WHERE ${own(subject)})`,
    },
    erased: forgetTexts,
  },
  {
    table: "deliveries",
    about: "member",
    exported: {
      key: "broadcasts",
      value: ({
        leaderId,
        memberId,
      }) => sql`(SELECT jsonb_agg(jsonb_build_object('body', b.body, 'to', d.phone, 'state', d.state,
          'sent_at', d.sent_at, 'replied_at', d.replied_at, 'clicked_at', d.clicked_at) ORDER BY b.id)
        FROM broadcasts b JOIN deliveries d ON d.leader_id = b.leader_id AND d.broadcast_id = b.id
        WHERE b.leader_id = ${leaderId} AND d.member_id = ${memberId})`,
    },
    erased: forgetDeliveries,
  },
  {
    table: "clicks",
    about: "member",
    exported: {
      key: "clicks",
      value: ({ leaderId, memberId }) => sql`(SELECT jsonb_agg(jsonb_build_object('url', l.url, 'count', c.count,
          'first_at', c.first_at, 'last_at', c.last_at) ORDER BY c.first_at)
        FROM links l JOIN clicks c ON c.leader_id = l.leader_id AND c.link_id = l.id
        WHERE l.leader_id = ${leaderId} AND c.member_id = ${memberId})`,
    },
    erased: forgetTaps,
  },
  {
    table: "tagged",
    about: "member",
    exported: {
      key: "tags",
      value: (subject) => sql`(SELECT jsonb_agg(jsonb_build_object('name', g.name, 'at', t.at) ORDER BY g.name)
        FROM tagged t JOIN tags g ON g.leader_id = t.leader_id AND g.id = t.tag_id WHERE ${own(subject, sql`t.`)})`,
    },
    erased: forgetTagged,
  },
  {
    table: "notes",
    about: "member",
    exported: { key: "notes", value: rowsOf("notes", "t.id") },
    erased: forgetNotes,
  },
  {
    table: "media",
    about: "member",
    exported: {
      key: "media",
      value: (
        subject,
      ) => sql`(SELECT jsonb_agg(to_jsonb(t) - 'leader_id' - 'member_id' - 'source_url' ORDER BY t.created_at)
        FROM media t WHERE ${mediaOf(subject)})`,
    },
    erased: forgetMedia,
  },
  {
    table: "consent_log",
    about: "member",
    exported: {
      key: "consent",
      value: (
        subject,
      ) => sql`(SELECT jsonb_agg(to_jsonb(c) - 'leader_id' - 'member_id' || jsonb_build_object('shown', w.words) ORDER BY c.id)
        FROM consent_log c LEFT JOIN consent_texts w ON w.leader_id = c.leader_id AND w.version = c.text_version
        WHERE ${own(subject, sql`c.`)})`,
    },
    erased: forgetConsent,
  },
  {
    table: "sign_up_links",
    about: "member",
    exported: {
      key: "sign_up_links",
      value: (subject) => sql`(SELECT jsonb_agg(jsonb_build_object('made_at', created_at, 'expires_at', expires_at,
          'signed_up_at', signed_up_at) ORDER BY created_at) FROM sign_up_links WHERE ${own(subject)})`,
    },
    erased: { never: "erased with the name index (members/take-out.ts), in the same transaction" },
  },
  {
    table: "tombstones",
    about: "member",
    exported: { never: "a keyed hash of the number, only of people who were deleted" },
    erased: { never: "it is what stays of an erased member, so that the number is not texted again" },
  },
  {
    table: "teammates",
    about: "teammate",
    exported: { never: teammate },
    erased: { never: teammate },
  },
  {
    table: "sessions",
    about: "teammate",
    exported: { never: "a teammate’s devices, which they see in their settings" },
    erased: { never: "deleted when the session ends or its teammate is removed" },
  },
  {
    table: "known_devices",
    about: "teammate",
    exported: { never: "a teammate’s devices, which they see in their settings" },
    erased: { never: "deleted after a year, when it is revoked, or when its teammate is removed" },
  },
  {
    table: "security_events",
    about: "teammate",
    exported: { never: "a teammate’s sign-ins, which they see in their settings" },
    erased: { never: "deleted after a year, or when its teammate is removed" },
  },
  {
    table: "passkeys",
    about: "teammate",
    exported: { never: "public keys of a teammate’s own devices" },
    erased: { never: "deleted when the teammate removes it or is removed" },
  },
  {
    table: "sign_in_codes",
    about: "teammate",
    exported: { never: "a teammate’s mobile, forgotten after a day" },
    erased: { never: "forgotten after a day" },
  },
  ...["rate_limits", "sign_in_guards"].map(
    (table): PersonalTable => ({
      table,
      about: "teammate",
      exported: { never: "counts of requests, each under a key that runs out" },
      erased: { never: "they run out within a day, those of wrong guesses (hashes) within 30" },
    }),
  ),
  ...[
    "alert_settings",
    "broadcasts",
    "fields",
    "former_numbers",
    "leaders",
    "numbers",
    "number_days",
    "tags",
    "segments",
  ].map(
    (table): PersonalTable => ({
      table,
      about: "leader",
      exported: { never: "the leader’s own names and numbers" },
      erased: { never: "the leader’s own names and numbers" },
    }),
  ),
];

/** Stored files of a member: in their thread, or a voicemail of theirs, as a condition on a row `t` of media. */
export const mediaOf = ({
  leaderId,
  memberId,
  phone,
}: Subject): SQL => sql`t.leader_id = ${leaderId} AND (t.member_id = ${memberId}
  OR t.id IN (SELECT media_id FROM calls WHERE leader_id = ${leaderId} AND phone = ${phone} AND media_id IS NOT NULL))`;
