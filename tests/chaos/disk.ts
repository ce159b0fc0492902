import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Attempt } from "@/lib/carrier/simulator/entries";
import { until } from "../program";
import { judge, readLedger, type Verdict } from "./judge";
import { onStage, rest, type Say } from "./stage";

type Options = { fans: number; rounds: number; seed: number; say: Say };

const megabyte = 1024 * 1024;

/** A folder on a disk of its own of so many megabytes; null where this user or machine may not mount one. */
export function mountDisk(
  megabytes: number,
): { folder: string; fill(): void; makeRoom(): void; remove(): void } | null {
  const folder = mkdtempSync(join(tmpdir(), "tenfour-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder], { stdio: "ignore" });
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return null;
  }
  const ballast = join(folder, "ballast");
  return {
    folder,
    fill() {
      for (let bytes = megabyte; bytes >= 4_096; )
        try {
          appendFileSync(ballast, Buffer.alloc(bytes));
        } catch {
          bytes /= 2;
        }
    },
    makeRoom: () => rmSync(ballast, { force: true }),
    remove() {
      execFileSync("umount", ["--lazy", folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The disk of DATA_DIR is filled while fans text, again and again: webhooks get 5xx and come again, /health says 503, and
 * once there is room everything goes on by itself. The ledger judges that nothing answered 2xx is lost.
 */
export async function fullDisk({ fans, rounds, seed, say }: Options): Promise<Verdict> {
  const disk = mountDisk(640);
  if (!disk) {
    say("SKIPPED: the full disk needs root and the right to mount a tmpfs.");
    return { broken: [], counts: {} };
  }
  try {
    return await onStage({ seed, say, dataDir: disk.folder }, async (stage) => {
      const { simulator, program, leader, number, random } = stage;
      const broken: string[] = [];
      const counts: Record<string, number> = {};
      const healthIs = async (status: number) => (await statusOf(`${program.url}/health`)) === status;
      leader.start();
      const share = Math.floor(fans / rounds);
      for (let round = 0; round < rounds; round++) {
        // Over the whole round, so that texts come before, while and after the disk is full.
        const burst = { to: number, count: share, start: round * share, perSecond: Math.max(1, share / 12) };
        await simulator.phones.call("POST", "burst", burst);
        await pause(1_000 + random() * 1_000);
        const full = Date.now();
        disk.fill();
        say(`the disk is full (${round + 1}/${rounds})`);
        await until("/health to say 503", () => healthIs(503), 20_000);
        await pause(6_000 + random() * 2_000);
        if (!(await healthIs(503))) broken.push("/health says 200 although the disk is full");
        const refused = readLedger(simulator.dir).filter(
          (entry): entry is Attempt => entry.k === "hook" && entry.at > full && entry.status >= 500,
        ).length;
        if (refused === 0) broken.push("no webhook was refused while the disk was full, so the round proves nothing");
        counts["webhooks refused for the full disk"] = (counts["webhooks refused for the full disk"] ?? 0) + refused;
        disk.makeRoom();
        const room = Date.now();
        await until("the program to be well again", () => healthIs(200), 90_000);
        say(`${refused} webhooks were refused; /health says 200 again ${Date.now() - room} ms after there was room`);
      }
      await rest(stage, true);
      const verdict = await judge(simulator, leader);
      return { broken: [...broken, ...verdict.broken], counts: { ...counts, ...verdict.counts } };
    });
  } finally {
    disk.remove();
  }
}

async function statusOf(url: string): Promise<number> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch(() => null);
  await answer?.arrayBuffer();
  return answer?.status ?? 0;
}
