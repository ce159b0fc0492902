import {
  bigint,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";

export const securityEventKinds = [
  "signed_in",
  "blocked",
  "sessions_ended",
  "passkey_added",
  "passkey_removed",
  "authenticator_added",
  "authenticator_removed",
  "recovery_codes_made",
  "recovery_code_used",
  "mobile_changed",
] as const;

export const teammates = pgTable(
  "teammates",
  {
    leaderId: integer("leader_id").notNull(),
    id: integer().notNull().generatedAlwaysAsIdentity(),
    name: text().notNull(),
    /** E.164 with "+". */
    mobile: text().notNull(),
    role: text({ enum: ["owner", "admin", "writer", "reader"] }).notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.leaderId, t.id] }),
    uniqueIndex("teammates_leader_mobile").on(t.leaderId, t.mobile),
    index("teammates_mobile").on(t.mobile),
  ],
);

/** One code texted to a teammate; only its hash is kept. */
export const signInCodes = pgTable(
  "sign_in_codes",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    mobile: text().notNull(),
    codeHash: text("code_hash").notNull(),
    tries: smallint().notNull().default(0),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
    usedAt: timestamp("used_at", { withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [index("sign_in_codes_mobile").on(t.mobile, t.id)],
);

/** A device on which a teammate is signed in. The cookie holds the row's id and a secret; here is the secret's hash. */
export const sessions = pgTable(
  "sessions",
  {
    leaderId: integer("leader_id").notNull(),
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    teammateId: integer("teammate_id").notNull(),
    /** SHA-256, hex. */
    keyHash: text("key_hash").notNull(),
    /** Browser and system, as "Chrome on macOS". */
    device: text().notNull(),
    /** Client address without its last part; empty where unknown. */
    address: text().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    lastSeenAt: timestamp("last_seen_at", { withTimezone: true }).notNull().defaultNow(),
    /** When a code or passkey was last used in this session: at sign-in, or to confirm a change (fresh-sign-in.ts). */
    verifiedAt: timestamp("verified_at", { withTimezone: true }).notNull().defaultNow(),
    /** The row of `known_devices` that this browser has; null for sessions from before there were rows. */
    knownDeviceId: bigint("known_device_id", { mode: "number" }),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.id] }), index("sessions_teammate").on(t.leaderId, t.teammateId)],
);

/** A browser that a teammate has signed in with (known-device.ts). Its cookie holds the key; here is the key's hash. */
export const knownDevices = pgTable(
  "known_devices",
  {
    leaderId: integer("leader_id").notNull(),
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    teammateId: integer("teammate_id").notNull(),
    /** SHA-256, hex. */
    keyHash: text("key_hash").notNull(),
    /** Browser and system, as "Chrome on macOS". */
    device: text().notNull(),
    /** Client address without its last part; empty where unknown. */
    address: text().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    lastSignInAt: timestamp("last_sign_in_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.leaderId, t.id] }),
    uniqueIndex("known_devices_key").on(t.leaderId, t.keyHash),
    // Looked up before anybody knows whose device it is.
    index("known_devices_any_leader").on(t.keyHash),
    index("known_devices_teammate").on(t.leaderId, t.teammateId),
  ],
);

/** Wrong guesses per number, or per known device, and until when no further one is looked at (guard.ts). */
export const signInGuards = pgTable(
  "sign_in_guards",
  {
    key: text().primaryKey(),
    wrong: integer().notNull(),
    lastAt: timestamp("last_at", { withTimezone: true }).notNull().defaultNow(),
    blockedUntil: timestamp("blocked_until", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [index("sign_in_guards_last").on(t.lastAt)],
);

/** Challenges of passkeys that wait for their response, as hashes. Each works once. */
export const signInChallenges = pgTable("sign_in_challenges", {
  hash: text().primaryKey(),
  expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
});

/** What happened around a teammate's sign-in, for their own eyes. */
export const securityEvents = pgTable(
  "security_events",
  {
    leaderId: integer("leader_id").notNull(),
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    teammateId: integer("teammate_id").notNull(),
    kind: text({ enum: securityEventKinds }).notNull(),
    device: text().notNull(),
    address: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.leaderId, t.id] }),
    index("security_events_teammate").on(t.leaderId, t.teammateId, t.id),
  ],
);

/** A passkey (WebAuthn credential) of a teammate. Only the public key is here. */
export const passkeys = pgTable(
  "passkeys",
  {
    leaderId: integer("leader_id").notNull(),
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    teammateId: integer("teammate_id").notNull(),
    /** base64url, as the browser names it. */
    credentialId: text("credential_id").notNull(),
    /** COSE key, base64url. */
    publicKey: text("public_key").notNull(),
    counter: bigint({ mode: "number" }).notNull(),
    transports: text().array().notNull(),
    name: text().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    lastUsedAt: timestamp("last_used_at", { withTimezone: true }),
  },
  (t) => [
    primaryKey({ columns: [t.leaderId, t.id] }),
    uniqueIndex("passkeys_credential").on(t.leaderId, t.credentialId),
    index("passkeys_teammate").on(t.leaderId, t.teammateId),
  ],
);

/** A teammate's authenticator app. The secret is sealed (lib/db/seal.ts). */
export const authenticators = pgTable(
  "authenticators",
  {
    leaderId: integer("leader_id").notNull(),
    teammateId: integer("teammate_id").notNull(),
    sealed: text().notNull(),
    /** Null until a first code proved that the app has the secret. */
    confirmedAt: timestamp("confirmed_at", { withTimezone: true }),
    /** The 30-second step of the last code that was accepted: no code works twice. */
    lastStep: bigint("last_step", { mode: "number" }).notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.teammateId] })],
);

/** One-time recovery codes. They have 80 random bits, so a plain SHA-256 hides them. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    leaderId: integer("leader_id").notNull(),
    teammateId: integer("teammate_id").notNull(),
    codeHash: text("code_hash").notNull(),
    usedAt: timestamp("used_at", { withTimezone: true }),
  },
  (t) => [primaryKey({ columns: [t.leaderId, t.teammateId, t.codeHash] })],
);

export type KnownDevice = typeof knownDevices.$inferSelect;
export type Passkey = typeof passkeys.$inferSelect;
export type SecurityEvent = typeof securityEvents.$inferSelect;
export type Session = typeof sessions.$inferSelect;
export type Teammate = typeof teammates.$inferSelect;
