import { performance } from "node:perf_hooks";
import { type Crowd, listCrowd } from "@/lib/bulk/crowd";
import { db } from "@/lib/db/client";
import { type Sort, sorts } from "@/lib/members/list";
import { benchNow, benchZone, ids } from "./generate";

const searches = ["ana muñoz", "kara smiht", "0012345", "fan19999", "tickets tonight"];
const deep = 20;

/**
 * The table of members of the large leader against the same of one with 20,000 in the same table, page by page; and
 * searches, as ratios to the scan.
 */
export async function pages(scan: number): Promise<string[]> {
  const said: string[] = [];
  for (const sort of sorts) {
    for (const [name, ask] of [
      ["first page", firstPage],
      [`page ${deep}`, deepPage],
    ] as const) {
      const [small, large] = await inTurns([() => ask(ids.small, sort), () => ask(ids.large, sort)]);
      said.push(`Members by ${sort}, ${name}: ${(large / small).toFixed(2)}× of 20,000 members (${shown(large)})`);
    }
  }
  for (const typed of searches) {
    const took = await timed(() => firstPage(ids.large, "joined", { search: typed }));
    said.push(`Search “${typed}”: ${(took / scan).toFixed(3)} of the scan (${shown(took)})`);
  }
  return said;
}

/** The first hundred members in an order, as the screen asks for them. */
export async function firstPage(leaderId: number, sort: Sort, crowd: Crowd = {}): Promise<void> {
  await page(leaderId, sort, crowd, null);
}

const page = (leaderId: number, sort: Sort, crowd: Crowd, after: string | null | undefined) =>
  listCrowd(db(), { leaderId, timeZone: benchZone }, crowd, { sort, after }, benchNow);

const cursors = new Map<string, string | null>();

async function deepPage(leaderId: number, sort: Sort): Promise<void> {
  const key = `${leaderId} ${sort}`;
  if (!cursors.has(key)) {
    let after: string | null = null;
    for (let at = 1; at < deep; at++) after = (await page(leaderId, sort, {}, after)).next;
    cursors.set(key, after);
  }
  await page(leaderId, sort, {}, cursors.get(key));
}

/** Milliseconds of each: the middle of 31, asked in turns, so that what else the machine does falls on both. */
async function inTurns(all: [() => Promise<unknown>, () => Promise<unknown>]): Promise<[number, number]> {
  const took: [number[], number[]] = [[], []];
  for (let i = 0; i < 62; i++) {
    const begun = performance.now();
    await all[i % 2]?.();
    took[i % 2]?.push(performance.now() - begun);
  }
  const middle = (times: number[]) => times.sort((a, b) => a - b)[15] as number;
  return [middle(took[0]), middle(took[1])];
}

/** Milliseconds: the middle of three, after one that warms the cache. */
export async function timed(what: () => Promise<unknown>): Promise<number> {
  await what();
  const all: number[] = [];
  for (let i = 0; i < 3; i++) {
    const begun = performance.now();
    await what();
    all.push(performance.now() - begun);
  }
  return all.sort((a, b) => a - b)[1] as number;
}

const shown = (ms: number) => (ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`);
