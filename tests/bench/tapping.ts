import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addBroadcast } from "@/lib/broadcasts/queries";
import { closeDb, db, pool } from "@/lib/db/client";
import { runningEmbedded } from "@/lib/db/embedded";
import { keptSecrets } from "@/lib/db/secrets";
import { codeOf } from "@/lib/links/code";
import { ensureLinks } from "@/lib/links/queries";
import type { Program } from "../program";
import { connections, line, load, type Wish } from "./accepting";

const members = 5_000;

/** Tracked links tapped, every one by another member: on one open line, on many, and against a no-op Next handler. */
export async function tapping(program: Program, wish: Wish): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "tenfour-taps-"));
  try {
    const path = `@${await codes(program, join(folder, "paths"))}`;
    const taps = (change: { connections: number; seconds?: number }) =>
      load({ ...wish, path, requests: members, ...change });
    await taps({ connections, seconds: 2 });
    const alone = await taps({ connections: 1 });
    const few = await taps({ connections: 10 });
    const many = await taps({ connections });
    const noop = await load({ ...wish, path: "/api/noop", requests: members, connections });
    return [
      line("links tapped, one after the other", alone),
      line("links tapped, ten at a time", few),
      line(`links tapped, ${connections} at a time`, many),
      `tapped / no-op Next: ${(many.perSecond / noop.perSecond).toFixed(2)} ×`,
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A link that was sent to members of the one leader there is, as each of them has it. */
async function codes(program: Program, file: string): Promise<string> {
  process.env.DATABASE_URL = runningEmbedded(program.dataDir) ?? undefined;
  process.env.NEXTAUTH_SECRET = keptSecrets(program.dataDir).nextauthSecret;
  const { rows } = await pool().query<{ leaderId: number; number: string }>(
    'SELECT leader_id AS "leaderId", phone AS number FROM numbers LIMIT 1',
  );
  const { leaderId, number } = rows[0] as { leaderId: number; number: string };
  const broadcastId = await addBroadcast(db(), { leaderId, number, body: "Tickets: https://example.com/tickets" });
  const [linkId] = (await ensureLinks(db(), leaderId, broadcastId, ["https://example.com/tickets"])).values();
  await closeDb();
  const paths = Array.from({ length: members }, (_, i) =>
    codeOf({ leaderId, linkId: linkId as number, memberId: i + 1 }),
  );
  writeFileSync(file, paths.map((code) => `/go/${code}`).join("\n"));
  return file;
}
