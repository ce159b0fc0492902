"use server";

import { cookies } from "next/headers";
import { z } from "zod";
import type { Problem } from "@/components/welcome/draft";
import type { NewLeader, Offer } from "@/components/welcome/wizard";
import { carrier } from "@/lib/carrier/current";
import { env } from "@/lib/env";
import { pictureName } from "@/lib/leaders/picture";
import { LeaderRefused } from "@/lib/leaders/wish";
import { log } from "@/lib/log";
import { readPhone, showPhone } from "@/lib/numbers/phone";
import { createLeader } from "@/lib/team/found";
import { checkSetupKey, endSetupKey, setupCookie } from "@/lib/team/setup-key";
import { clientAddress } from "@/lib/web/client-address";
import { closed, isOpen, sentenceOf } from "./open";

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
  if (!(await isOpen())) return { sentence: closed };
  const parsed = wishes.safeParse(wish);
  if (!parsed.success) return { numbers: [] };
  try {
    return { numbers: await carrier().availableNumbers(parsed.data) };
  } catch (error) {
    log.warn({ err: error }, "the carrier offers no numbers");
    return { sentence: "The carrier does not answer just now. Please try again in a moment." };
  }
}

/** Makes the first leader. Returns their mobile for signing in, or what stands in the way. */
export async function finish(leader: NewLeader): Promise<{ mobile: string } | Problem> {
  if (!(await isOpen())) return { field: "", sentence: closed };
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
