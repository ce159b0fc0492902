import { z } from "zod";
import { isLoopbackUrl } from "./web/loopback";
import { readTrustProxy } from "./web/trust-proxy";

const port = z.coerce.number().int().min(0).max(65535);
const blankIsAbsent = (value: unknown) => (value === "" ? undefined : value);
const optional = z.preprocess(blankIsAbsent, z.string().optional());
const on = (fallback: boolean) =>
  z
    .preprocess(blankIsAbsent, z.enum(["true", "false", "1", "0"]).default(fallback ? "true" : "false"))
    .transform((value) => value === "true" || value === "1");

function trustProxy(text: string, context: z.RefinementCtx) {
  try {
    return readTrustProxy(text);
  } catch (error) {
    context.addIssue({ code: "custom", message: (error as Error).message });
    return z.NEVER;
  }
}

/** Every setting of the program, with its default. `.env.example` says the same for people. */
const schema = z.object({
  /** Where the web listens. Without HOST only on this computer, until PUBLIC_URL says that others are to reach it. */
  PORT: z.preprocess(blankIsAbsent, port.default(3000)),
  HOST: optional,
  /** The proxies whose X-Forwarded-For counts: none, a number of them, or addresses and CIDR ranges. */
  TRUST_PROXY: z.string().default("").transform(trustProxy),
  /** What fans and the carrier reach; links in texts start with it. */
  PUBLIC_URL: z.preprocess(blankIsAbsent, z.url({ protocol: /^https?$/ }).optional()),
  /** Embedded database, secrets, pictures, and the simulator's ledger. */
  DATA_DIR: z.preprocess(blankIsAbsent, z.string().default(".data")),
  /** Keeps media in any S3-compatible store instead of DATA_DIR/media; the five belong together. */
  S3_ENDPOINT: z.preprocess(blankIsAbsent, z.url({ protocol: /^https?$/ }).optional()),
  S3_BUCKET: optional,
  S3_REGION: z.preprocess(blankIsAbsent, z.string().default("us-east-1")),
  S3_ACCESS_KEY_ID: optional,
  S3_SECRET_ACCESS_KEY: optional,
  /** Any PostgreSQL >= 15; without it the embedded one is started. */
  DATABASE_URL: z.preprocess(blankIsAbsent, z.url({ protocol: /^postgres(ql)?$/ }).optional()),
  /** The owner of the tables, for migrations, where DATABASE_URL is a role with fewer rights. */
  DATABASE_OWNER_URL: z.preprocess(blankIsAbsent, z.url({ protocol: /^postgres(ql)?$/ }).optional()),
  ROLES: z.preprocess(
    blankIsAbsent,
    z
      .string()
      .default("web,sender,jobs")
      .transform((text) => text.split(",").map((role) => role.trim()))
      .pipe(z.array(z.enum(["web", "sender", "jobs"])).min(1)),
  ),
  /** The secret that the keys of sessions, codes, links and media addresses are derived from (lib/config/keys.ts). */
  NEXTAUTH_SECRET: z.preprocess(blankIsAbsent, z.string().min(16).optional()),
  /** The secret before the last rotation: what it signed is still accepted, nothing new is signed with it. */
  NEXTAUTH_SECRET_PREVIOUS: z.preprocess(blankIsAbsent, z.string().min(16).optional()),
  /** Keys the suppression list; never rotated. Without it the secret that the list was begun with is kept in DATA_DIR. */
  TENFOUR_SUPPRESSION_KEY: z.preprocess(blankIsAbsent, z.string().min(16).optional()),
  /** Seals secrets that are kept in the database; without it a key file is made in DATA_DIR. */
  TENFOUR_ENCRYPTION_KEY: z.preprocess(blankIsAbsent, z.string().min(32).optional()),
  VONAGE_API_KEY: optional,
  VONAGE_API_SECRET: optional,
  VONAGE_SIGNATURE_SECRET: optional,
  /** How the older SMS API signs its webhooks; unset, they are refused. */
  VONAGE_SIGNATURE_METHOD: z.preprocess(
    blankIsAbsent,
    z.enum(["md5hash", "md5", "sha1", "sha256", "sha512"]).optional(),
  ),
  VONAGE_APPLICATION_ID: optional,
  /** PEM text, or the path of a file that holds it. */
  VONAGE_PRIVATE_KEY: optional,
  VONAGE_API_HOST: z.preprocess(blankIsAbsent, z.url().default("https://api.nexmo.com")),
  VONAGE_REST_HOST: z.preprocess(blankIsAbsent, z.url().default("https://rest.nexmo.com")),
  /** Hours in which an unknown fan who texts again gets no second first answer. */
  FIRST_ANSWER_HOURS: z.preprocess(blankIsAbsent, z.coerce.number().min(0).max(720).default(24)),
  /** Days a sign-up link works. */
  LINK_DAYS: z.preprocess(blankIsAbsent, z.coerce.number().min(0.0001).max(365).default(7)),
  /** Answer +1 numbers of the Caribbean too (876, 809, …); off: they are recorded only. */
  ALLOW_CARIBBEAN: on(false),
  /** Requests to the carrier under way at once, per number. */
  SEND_CONCURRENCY: z.preprocess(blankIsAbsent, z.coerce.number().int().min(1).max(500).default(50)),
  /** Largest file that is imported, in megabytes. It lies in DATA_DIR until the import is over. */
  IMPORT_MAX_MB: z.preprocess(blankIsAbsent, z.coerce.number().min(0.001).max(100_000).default(1024)),
  /** A broadcast pauses itself where this share of its last texts failed, or of their readers opted out; in percent. */
  PAUSE_AT_FAILED_PERCENT: z.preprocess(blankIsAbsent, z.coerce.number().min(1).max(100).default(30)),
  PAUSE_AT_OPT_OUT_PERCENT: z.preprocess(blankIsAbsent, z.coerce.number().min(0.1).max(100).default(5)),
  /** Lets a Prometheus read /metrics, as its bearer token. */
  METRICS_TOKEN: z.preprocess(blankIsAbsent, z.string().min(16).optional()),
  /** FFmpeg 5.1 or later, where it is not on PATH; without it sound and video are kept unread. */
  FFMPEG_PATH: optional,
  /** Who reads media where the program was started as root; without it the owner of DATA_DIR, else "tenfour". */
  TENFOUR_USER: optional,
  /** Opens the simulator on an instance that others can reach; server.ts makes one where none is set. */
  SIMULATOR_TOKEN: z.preprocess(blankIsAbsent, z.string().min(16).optional()),
  /** Texts to people who did not text first (web sign-ups, the link after a call): per leader, and for all leaders. */
  SIGN_UP_TEXTS_PER_HOUR: z.preprocess(blankIsAbsent, z.coerce.number().int().min(0).default(200)),
  SIGN_UP_TEXTS_PER_DAY: z.preprocess(blankIsAbsent, z.coerce.number().int().min(0).default(1_000)),
  SIGN_UP_TEXTS_PER_HOUR_TOTAL: z.preprocess(blankIsAbsent, z.coerce.number().int().min(0).default(1_000)),
  SIGN_UP_TEXTS_PER_DAY_TOTAL: z.preprocess(blankIsAbsent, z.coerce.number().int().min(0).default(5_000)),
  /** Limits of leaders that the operator set none for: numbers, message parts a day, megabytes of media and imports. */
  LEADER_MAX_NUMBERS: z.preprocess(blankIsAbsent, z.coerce.number().int().min(0).max(10_000).default(2)),
  LEADER_PARTS_PER_DAY: z.preprocess(blankIsAbsent, z.coerce.number().int().min(0).max(1_000_000_000).default(10_000)),
  LEADER_STORAGE_MB: z.preprocess(blankIsAbsent, z.coerce.number().int().min(0).max(100_000_000).default(2_048)),
  LOG_LEVEL: z.preprocess(
    blankIsAbsent,
    z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  ),
});

export type Env = z.infer<typeof schema> & { PUBLIC_URL: string; HOST: string };

/**
 * Reads and checks the settings. Throws an Error whose message lists every setting that is wrong,
 * one sentence each, without its value (it may be a secret).
 */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path[0]?.toString()}: ${issue.message}`);
    throw new Error(`Some settings are not right. ${lines.join(". ")}.`);
  }
  const env = parsed.data;
  const publicUrl = (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, "");
  const host = env.HOST ?? (isLoopbackUrl(publicUrl) ? "127.0.0.1" : "0.0.0.0");
  return { ...env, PUBLIC_URL: publicUrl, HOST: host };
}

let known: Env | undefined;

/** The settings of this process, read once. server.ts fills what it makes itself (database, secrets) first. */
export function env(): Env {
  known ??= readEnv();
  return known;
}
