"use server";

import { readFile } from "node:fs/promises";
import { cookies } from "next/headers";
import { z } from "zod";
import type { Problem } from "@/components/welcome/draft";
import type { Kept, NewLeader, Offer } from "@/components/welcome/wizard";
import { carrier } from "@/lib/carrier/current";
import { env } from "@/lib/env";
import { dropPicture, picturePath, savePicture } from "@/lib/leaders/picture";
import { LeaderRefused } from "@/lib/leaders/wish";
import { log } from "@/lib/log";
import { readPhone, showPhone } from "@/lib/numbers/phone";
import { createLeader } from "@/lib/team/found";
import { checkSetupKey, endSetupKey, maySetUp, setupCookie } from "@/lib/team/setup-key";
import { clientAddress } from "@/lib/web/client-address";

const closed = "This Tenfour has been set up. Please sign in instead.";
const wishes = z.object({
  areaCode: z
    .string()
    .regex(/^\d{3}$/)
    .optional(),
  contains: z
    .string()
    .regex(/^\d{1,10}$/)
    .optional(),
  page: z.number().int().min(1).max(1000),
});
const pictureName = z.string().regex(/^[0-9a-f]{32}\.jpg$/);
const leaderForm = z.object({
  name: z.string(),
  handle: z.string(),
  mobile: z.string(),
  timeZone: z.string(),
  number: z.string(),
  firstAnswer: z.string(),
  picture: pictureName.nullable(),
});

/** Takes the one-time key. Returns what is wrong with it, or null. */
export async function giveKey(key: string): Promise<string | null> {
  const answer = await checkSetupKey(z.string().max(200).catch("").parse(key), clientAddress());
  if (!answer.right) return answer.sentence;
  const secure = env().PUBLIC_URL.startsWith("https://");
  (await cookies()).set(setupCookie, answer.cookie, {
    httpOnly: true,
    sameSite: "lax",
    secure,
    path: "/",
    maxAge: 86_400,
  });
  return null;
}

/** Numbers the carrier has for sale. */
export async function offeredNumbers(wish: z.input<typeof wishes>): Promise<Offer> {
  if (!(await open())) return { sentence: closed };
  const parsed = wishes.safeParse(wish);
  if (!parsed.success) return { numbers: [] };
  try {
    return { numbers: await carrier().availableNumbers(parsed.data) };
  } catch (error) {
    log.warn({ err: error }, "the carrier offers no numbers");
    return { sentence: "The carrier does not answer just now. Please try again in a moment." };
  }
}

/** Keeps a picture for the leader to come, instead of the one chosen before. */
export async function keepPicture(form: FormData): Promise<Kept> {
  if (!(await open())) return { sentence: closed };
  const file = form.get("picture");
  if (!(file instanceof File)) return { sentence: "No picture arrived. Please choose one." };
  try {
    const name = await savePicture(new Uint8Array(await file.arrayBuffer()));
    const before = pictureName.safeParse(form.get("instead"));
    if (before.success) await dropPicture(before.data);
    return { file: name, look: `data:image/jpeg;base64,${(await readFile(picturePath(name))).toString("base64")}` };
  } catch (error) {
    return { sentence: sentenceOf(error) };
  }
}

/** Makes the first leader. Returns their mobile for signing in, or what stands in the way. */
export async function finish(leader: NewLeader): Promise<{ mobile: string } | Problem> {
  if (!(await open())) return { field: "", sentence: closed };
  const parsed = leaderForm.safeParse(leader);
  if (!parsed.success) return { field: "", sentence: "Something of the form did not arrive. Please try again." };
  try {
    await createLeader(parsed.data, { buy: (phone) => carrier().buyNumber(phone), onlyFirst: true });
    endSetupKey();
    (await cookies()).delete(setupCookie);
    return { mobile: showPhone(readPhone(parsed.data.mobile)?.e164 ?? "") };
  } catch (error) {
    return { field: error instanceof LeaderRefused ? error.field : "", sentence: sentenceOf(error) };
  }
}

/** Only while there is no leader, and only for those who may. */
async function open(): Promise<boolean> {
  return maySetUp((await cookies()).get(setupCookie)?.value);
}

function sentenceOf(error: unknown): string {
  if (error instanceof LeaderRefused) return error.message;
  log.error({ err: error }, "the welcome could not do what was asked");
  return "That did not work, and nothing was changed. Please try again in a moment.";
}
