import { db } from "@/lib/db/client";
import { mapping } from "@/lib/imports/columns";
import { beginCheck, beginImport } from "@/lib/imports/decide";
import { type Import, importById } from "@/lib/imports/queries";
import { receiveFile } from "@/lib/imports/receive";
import { workOn } from "@/lib/imports/work";
import { addLeader } from "@/lib/leaders/queries";
import { addNumber } from "@/lib/numbers/register";

/** A leader with a number of their own. */
export async function someLeader(handle: string, phone: string): Promise<number> {
  const leader = await addLeader(db(), {
    handle,
    name: "Nadia Hope",
    timeZone: "America/Chicago",
    firstAnswer: "{{link}}",
  });
  await addNumber(db(), { leaderId: leader.id, phone });
  return leader.id;
}

export type Wish = {
  leaderId: number;
  text: string | Buffer;
  name?: string;
  proof?: boolean;
  rule?: "fill" | "replace";
  tags?: string[];
  kind?: "members" | "suppression";
  dates?: "month_first" | "day_first";
  source?: string;
  meanings?: Record<string, "in" | "out" | "invited">;
  batchRows?: number;
};

/** Hands a file in, as the screen does. */
export async function upload({ leaderId, text, name = "fans.csv" }: Wish): Promise<Import> {
  const body = (async function* () {
    yield Buffer.from(text as string);
  })();
  return receiveFile({ leaderId, teammateId: 1, teammateName: "Nadia Hope", fileName: name, body });
}

/** The dry run, with the columns as they were guessed. */
export async function checked(wish: Wish): Promise<Import> {
  const one = await upload(wish);
  const chosen = mapping.parse({
    ...one.mapping,
    rule: wish.rule ?? "fill",
    tags: wish.tags ?? [],
    kind: wish.kind ?? "members",
    dates: wish.dates ?? one.mapping.dates,
    meanings: wish.meanings ?? {},
  });
  await beginCheck(wish.leaderId, one.id, {
    mapping: chosen,
    source: wish.source ?? "Signed up at the merch table",
    proof: wish.proof ?? false,
  });
  await workOn(wish.leaderId, one.id, { batchRows: wish.batchRows });
  return (await importById(db(), wish.leaderId, one.id)) as Import;
}

/** Dry run and import. */
export async function imported(wish: Wish): Promise<Import> {
  const one = await checked(wish);
  await beginImport(wish.leaderId, one.id);
  await workOn(wish.leaderId, one.id, { batchRows: wish.batchRows });
  return (await importById(db(), wish.leaderId, one.id)) as Import;
}
