import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";

export const memberStatuses = ["new", "invited", "active", "opted_out", "abroad"] as const;
/** Values of custom fields by the field's id: text, number, "YYYY-MM-DD", a choice's own words, or true/false. */
export type CustomValues = Record<string, string | number | boolean>;

/** Sorted by code point, the same on every machine whatever its locale, and searchable by how it begins. */
const sortable = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

export const members = pgTable(
  "members",
  {
    leaderId: integer("leader_id").notNull(),
    id: bigint({ mode: "number" }).notNull().generatedByDefaultAsIdentity(),
    /** E.164 with "+". */
    phone: text().notNull(),
    /** ISO country of the number. */
    country: text().notNull(),
    /**
     * new: texted, not signed up. invited: imported or signed up on the web, not yet confirmed. active: may be sent
     * broadcasts. abroad: recorded, never answered.
     */
    status: text({ enum: memberStatuses }).notNull().default("new"),
    /** The leader's number they text with, E.164. */
    number: text().notNull(),
    firstName: text("first_name"),
    lastName: text("last_name"),
    birthDate: date("birth_date", { mode: "string" }),
    /** Month × 100 + day of a birthday whose year is not known; null where birth_date says it all. */
    birthMonthDay: smallint("birth_month_day"),
    city: text(),
    state: text(),
    postalCode: text("postal_code"),
    /** Of their address: two letters, or what was written where nobody can read it; null where none was written. */
    addressCountry: text("address_country"),
    gender: text(),
    email: text(),
    /** "en" or "es": the language of the pages they were shown. */
    language: text(),
    joinedAt: timestamp("joined_at", { withTimezone: true }),
    optedOutAt: timestamp("opted_out_at", { withTimezone: true }),
    /** When they last said STOP, START, YES or signed up, by the time they wrote it: an older word that comes late changes nothing. */
    consentAt: timestamp("consent_at", { withTimezone: true }),
    /** They may have asked to stop: broadcasts and everything automatic wait until a person decides. */
    heldAt: timestamp("held_at", { withTimezone: true }),
    /** The carrier said the number is dead. */
    unreachableAt: timestamp("unreachable_at", { withTimezone: true }),
    /** When a broadcast last carried the opt-out line to them: due once a month (docs/compliance.md, "What"). */
    lastOptOutLineAt: timestamp("last_opt_out_line_at", { withTimezone: true }),
    /** When the first answer (with the link) was last queued. */
    firstAnswerAt: timestamp("first_answer_at", { withTimezone: true }),
    /** When "Reply YES to join" was last queued (double opt-in). */
    askedAt: timestamp("asked_at", { withTimezone: true }),
    /** How they came to be known here. */
    source: text({ enum: ["text", "import", "web", "api"] })
      .notNull()
      .default("text"),
    /** "312" of +1 312 …; null outside +1. */
    areaCode: text("area_code").generatedAlwaysAs(sql`CASE WHEN phone LIKE '+1%' THEN substr(phone, 3, 3) END`),
    /** Degrees, of the postal code or city; null where neither is known. */
    latitude: real(),
    longitude: real(),
    /** IANA zone, where everything known of where they are leaves only one; null: none, or several (lib/places). */
    timeZone: text("time_zone"),
    /**
     * Every place they may be in ("IL:America/Chicago NY:America/New_York"), resolved from postal code, city, state and area
     * code by lib/places/resolve.ts; quiet hours are judged by it. Null: not resolved yet, or only the number is known.
     * A trigger clears it when the address changes without it, and a job resolves it (place-job.ts).
     */
    possiblePlaces: text("possible_places"),
    custom: jsonb().$type<CustomValues>().notNull().default({}),
    /** The last text that came in, and how many did. */
    lastInboundAt: timestamp("last_inbound_at", { withTimezone: true }),
    inboundCount: integer("inbound_count").notNull().default(0),
    starredAt: timestamp("starred_at", { withTimezone: true }),
    /** The leader wants them left out of broadcasts; one-to-one texts still go. */
    mutedAt: timestamp("muted_at", { withTimezone: true }),
    /** The leader wants nothing of them: recorded, not shown, never answered. */
    blockedAt: timestamp("blocked_at", { withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    /**
     * The name in lower case, without accents and punctuation ("ana maria munoz"): what it is sorted and searched by
     * (plain-name.ts does the same to what is typed). Who has none stands behind everybody, at the last code point.
     */
    nameKey: sortable("name_key").generatedAlwaysAs(
      sql`COALESCE(NULLIF(btrim(regexp_replace(translate(lower(regexp_replace(normalize(COALESCE(first_name, '') || ' ' || COALESCE(last_name, ''), NFD), '[\\u0300-\\u036f]', '', 'g')), '-,;"()/.''’', '       '), ' +', ' ', 'g')), ''), chr(1114109))`,
    ),
    /**
     * May be sent a broadcast: consent given and not taken back, no plain wish to stop that waits for the leader, neither
     * muted nor blocked, and a number that lives (docs/compliance.md). Asked through reachable.ts.
     */
    canBeTexted: boolean("can_be_texted")
      .notNull()
      .generatedAlwaysAs(
        sql`status = 'active' AND held_at IS NULL AND muted_at IS NULL AND blocked_at IS NULL AND unreachable_at IS NULL`,
      ),
  },
  (t) => [
    // The migration makes it INCLUDE (can_be_texted): who is named by texts, tags or clicks is counted from it alone.
    primaryKey({ columns: [t.leaderId, t.id] }),
    uniqueIndex("members_leader_phone").on(t.leaderId, t.phone),
    index("members_joined").on(t.leaderId, t.joinedAt.desc().nullsLast(), t.id.desc().nullsLast(), t.canBeTexted),
    index("members_last_text").on(
      t.leaderId,
      t.lastInboundAt.desc().nullsLast(),
      t.id.desc().nullsLast(),
      t.canBeTexted,
    ),
    index("members_name").on(t.leaderId, t.nameKey, t.id),
    // The few whom a broadcast may not be sent to, in the order of the key: taken from whomever a set names (segments/count.ts).
    index("members_not_reachable").on(t.leaderId, t.id).where(sql`not can_be_texted`),
    // Those whose possible places have yet to be resolved.
    index("members_unplaced")
      .on(t.leaderId, t.id)
      .where(
        sql`possible_places is null and (city is not null or state is not null or postal_code is not null or address_country is not null)`,
      ),
    index("members_unreachable").on(t.leaderId, t.id).where(sql`unreachable_at is not null`),
    index("members_starred").on(t.leaderId, t.id).where(sql`starred_at is not null`),
    index("members_muted").on(t.leaderId, t.id).where(sql`muted_at is not null`),
    index("members_blocked").on(t.leaderId, t.id).where(sql`blocked_at is not null`),
    // People know a number by its last digits.
    index("members_phone_end").on(t.leaderId, sql`reverse(phone) text_pattern_ops`),
    index("members_email").on(t.leaderId, sql`lower(email) text_pattern_ops`).where(sql`email is not null`),
    // The words of names are indexed in the migration: GIN (leader_id, string_to_array(name_key, ' ')).
    // For counting segments from the index alone (docs/scale.md): each ends in whether they can be texted, and where it is
    // made of an expression the plain column stands behind it, without which PostgreSQL would look into the table.
    index("members_state").on(t.leaderId, t.state, t.birthDate, t.canBeTexted),
    index("members_birth_date").on(t.leaderId, t.birthDate, t.canBeTexted),
    index("members_birthday").on(
      t.leaderId,
      sql`(coalesce((extract(month FROM birth_date) * 100 + extract(day FROM birth_date))::int, birth_month_day))`,
      t.canBeTexted,
      t.birthDate,
    ),
    index("members_city").on(
      t.leaderId,
      sql`lower(regexp_replace(normalize(city, NFD), '[\\u0300-\\u036f]', '', 'g'))`,
      t.canBeTexted,
      t.city,
    ),
    index("members_postal_code").on(t.leaderId, sql`postal_code text_pattern_ops`, t.canBeTexted),
    index("members_place").on(t.leaderId, t.latitude, t.longitude, t.canBeTexted),
    index("members_area_code").on(t.leaderId, t.areaCode, t.canBeTexted),
    index("members_texts").on(t.leaderId, t.inboundCount, t.canBeTexted),
    index("members_kind").on(t.leaderId, t.status, t.language, sql`lower(gender)`, t.canBeTexted, t.gender),
  ],
);

/**
 * Every word of every name a leader's members have, each once: there are thousands where there are millions of members,
 * so that a misspelt one is found among them by trigrams at once. Filled by triggers on members.
 */
export const nameWords = pgTable(
  "name_words",
  { leaderId: integer("leader_id").notNull(), word: sortable().notNull() },
  (t) => [primaryKey({ columns: [t.leaderId, t.word] })],
);

/**
 * Changes of how many members a leader has and how many of them can be texted; their sum is the number (totals.ts). Written
 * by triggers on members, in the transaction that changes them; rows are only added, so that no two writers wait for each
 * other, and a job adds them up.
 */
export const memberTotals = pgTable(
  "member_totals",
  {
    leaderId: integer("leader_id").notNull(),
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    members: bigint({ mode: "number" }).notNull(),
    reachable: bigint({ mode: "number" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.id] })],
);

/**
 * The keys of members who were taken out, for whatever reason; nothing else of them. Their texts, taps and tags may stand
 * for a while, and who is named there is counted without looking every one up: a key that is not here is a member. Written
 * by a trigger on members; whoever is put back is struck out again (take-out.ts).
 */
export const formerMembers = pgTable(
  "former_members",
  { leaderId: integer("leader_id").notNull(), id: bigint({ mode: "number" }).notNull() },
  (t) => [primaryKey({ columns: [t.leaderId, t.id] })],
);

/** The link texted to a fan. The token itself is never stored: see links.ts. */
export const signUpLinks = pgTable(
  "sign_up_links",
  {
    /** SHA-256 of the token, hex. */
    tokenHash: text("token_hash").primaryKey(),
    leaderId: integer("leader_id").notNull(),
    memberId: bigint("member_id", { mode: "number" }).notNull(),
    /** A random number per link; with it and the secret the sender makes the token again. */
    nonce: text().notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
    /** A newer link took its place, or the member left through it. */
    closedAt: timestamp("closed_at", { withTimezone: true }),
    signedUpAt: timestamp("signed_up_at", { withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [index("sign_up_links_member").on(t.leaderId, t.memberId)],
);

export type Member = typeof members.$inferSelect;
export type SignUpLink = typeof signUpLinks.$inferSelect;
export type MemberStatus = Member["status"];
