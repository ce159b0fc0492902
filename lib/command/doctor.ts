import { statfs } from "node:fs/promises";
import type { Command } from "commander";
import { sql } from "drizzle-orm";
import { carrier } from "@/lib/carrier/current";
import { loadConnection } from "@/lib/carrier/load";
import { simulated } from "@/lib/carrier/simulated";
import { db } from "@/lib/db/client";
import { connect } from "@/lib/db/connect";
import { writeProblem } from "@/lib/db/writable";
import { type Env, env, readEnv } from "@/lib/env";
import { proxyFinding } from "@/lib/health/proxy";
import { allLeaders } from "@/lib/leaders/queries";
import { findFfmpeg } from "@/lib/media/ffmpeg-program";
import { showPhone } from "@/lib/numbers/phone";
import { sharedMobileSentence, sharedMobiles } from "@/lib/team/shared-mobiles";
import { codes, say } from "./run";

/** One thing looked at. `warning` is worth reading, but nothing stands still for it. */
type Finding = { what: string; state: "good" | "warning" | "bad"; sentence: string };

/** `tenfour doctor`: looks at settings, disk, database, migrations and carrier, and says in a sentence each how they are. */
export function doctorCommand(program: Command): void {
  program
    .command("doctor")
    .description("look at settings, disk, database, migrations and carrier; ends with 2 where something is bad")
    .option("--json", "print the findings as JSON")
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await examine();
      const marks = { good: "ok  ", warning: "note", bad: "BAD " };
      say(
        json,
        findings,
        findings.map(({ what, state, sentence }) => `${marks[state]}  ${what}: ${sentence}`),
      );
      if (findings.some((finding) => finding.state === "bad")) process.exitCode = codes.failure;
    });
}

async function examine(): Promise<Finding[]> {
  // The database first: connecting reads .env, which the settings may come from.
  const connected = await connect().catch((error: Error) => error);
  try {
    if (!(connected instanceof Error)) await loadConnection().catch(() => {});
    const database = connected instanceof Error ? [bad("database", connected.message)] : await examineDatabase();
    const settings = look("settings", () => settingsAreRight(readEnv()));
    if (settings.state === "bad") return [settings, ...database];
    return [
      settings,
      await disk(env().DATA_DIR),
      ...database,
      await media(),
      ...(await proxy(connected)),
      await line(),
    ];
  } finally {
    if (!(connected instanceof Error)) await connected.close();
  }
}

function settingsAreRight(settings: Env): Finding {
  const { PUBLIC_URL } = settings;
  if (!simulated() && !PUBLIC_URL.startsWith("https://")) {
    return {
      what: "settings",
      state: "warning",
      sentence: `PUBLIC_URL is ${PUBLIC_URL}; the carrier and the fans need https.`,
    };
  }
  return good("settings", `right. Fans and the carrier reach it at ${PUBLIC_URL}.`);
}

async function disk(dataDir: string): Promise<Finding> {
  try {
    const { bavail, bsize } = await statfs(dataDir);
    const free = (bavail * bsize) / 1e9;
    // Really written to: a full disk still says that it may be.
    const problem = await writeProblem();
    if (problem) return bad("disk", `${problem} ${free.toFixed(1)} GB are free in ${dataDir}.`);
    const sentence = `${dataDir} can be written, ${free.toFixed(1)} GB are free.`;
    return free < 1 ? { what: "disk", state: "warning", sentence } : good("disk", sentence);
  } catch {
    return bad("disk", `${dataDir} cannot be written.`);
  }
}

async function examineDatabase(): Promise<Finding[]> {
  try {
    const version = await db().execute<{ v: string }>(sql`select current_setting('server_version') as v`);
    const done = await db().execute<{ n: number }>(sql`select count(*)::int as n from drizzle.__drizzle_migrations`);
    const leaders = await allLeaders();
    const shared = await sharedMobiles(db());
    return [
      good("database", `PostgreSQL ${version.rows[0]?.v} answers.`),
      ...(await examineRole()),
      good("migrations", `${done.rows[0]?.n} done, none waiting.`),
      leaders.length === 0
        ? {
            what: "leaders",
            state: "warning",
            sentence: "none yet. Open the program, or see: tenfour leader create --help.",
          }
        : good("leaders", `${leaders.length}.`),
      ...shared.map(
        (one): Finding => ({
          what: "sign-in",
          state: "warning",
          sentence: sharedMobileSentence(one, showPhone(one.mobile)),
        }),
      ),
    ];
  } catch (error) {
    return [bad("database", (error as Error).message)];
  }
}

/** Whether the database itself keeps leaders apart, and how much a stolen connection could do. */
async function examineRole(): Promise<Finding[]> {
  const { rows } = await db().execute<{ me: string; over: boolean; owner: boolean; timeout: string }>(sql`
    SELECT current_user AS me, r.rolsuper OR r.rolbypassrls AS over, current_setting('statement_timeout') AS timeout,
      pg_get_userbyid((SELECT relowner FROM pg_class WHERE oid = 'members'::regclass)) = current_user AS owner
    FROM pg_roles r WHERE rolname = current_user`);
  const role = rows[0];
  const what = "database role";
  const findings: Finding[] = [];
  if (role?.over || role?.owner) {
    const how = role.over ? "a superuser" : "the owner of the tables";
    const sentence = `${role.me} is ${how}. Connect as a role with fewer rights: see docs/hardening.md.`;
    findings.push({ what, state: "warning", sentence });
  } else findings.push(good(what, `${role?.me} has no more rights than it needs.`));
  if (!process.env.TENFOUR_TENANT_ROLE) {
    const sentence =
      "the roles for row-level security are missing and could not be created, so leaders are kept apart by a setting only. See docs/hardening.md.";
    findings.push({ what, state: "warning", sentence });
  }
  if (role?.timeout === "0")
    findings.push({ what, state: "warning", sentence: "statements have no time limit (statement_timeout)." });
  return findings;
}

async function media(): Promise<Finding> {
  const ffmpeg = await findFfmpeg();
  if (ffmpeg.path === null) return { what: "media", state: "warning", sentence: ffmpeg.problem };
  return good("media", `sound and video are read by ffmpeg ${ffmpeg.version} (${ffmpeg.path}).`);
}

/** What the requests of the last hour show, which takes the database. */
async function proxy(connected: unknown): Promise<Finding[]> {
  return connected instanceof Error ? [] : [await proxyFinding(env())];
}

async function line(): Promise<Finding> {
  if (simulated()) return good("carrier", "the simulator (no account is connected).");
  try {
    return good("carrier", `answers; the balance is ${(await carrier().balance()).toFixed(2)}.`);
  } catch (error) {
    return bad("carrier", (error as Error).message);
  }
}

function look(what: string, examineIt: () => Finding): Finding {
  try {
    return examineIt();
  } catch (error) {
    return bad(what, (error as Error).message);
  }
}

function good(what: string, sentence: string): Finding {
  return { what, state: "good", sentence };
}

function bad(what: string, sentence: string): Finding {
  return { what, state: "bad", sentence };
}
