import { timingSafeEqual } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { sign } from "@/lib/config/keys";
import { db } from "@/lib/db/client";
import { queueTexts } from "@/lib/messages/queue";
import { readPhone } from "@/lib/numbers/phone";
import { numbersOf } from "@/lib/numbers/register";
import { countTry, replaceCode, spendCode, writeHash } from "./code-queries";
import { forgetOldCounts, waitFor } from "./limits";
import { teammateByMobile } from "./queries";
import type { Teammate } from "./table";

/** `wait` is in seconds. */
export type CodeRequest = { sent: true } | { sent: false; sentence: string; wait: number };

/** Milliseconds every answer takes at least, so that its time does not tell whether a number is known. */
const evenTime = 250;

/**
 * Texts a fresh code to a teammate's mobile. Whether the number is known, the answer and its time are the same; only the
 * queued text differs. Five a quarter of an hour per number, twenty per address.
 */
export async function requestCode(mobile: string, ip: string): Promise<CodeRequest> {
  const [answer] = await Promise.all([writeCode(mobile, ip), pause(evenTime)]);
  return answer;
}

async function writeCode(text: string, ip: string): Promise<CodeRequest> {
  const phone = readPhone(text);
  if (!phone) return { sent: false, sentence: "That does not look like a mobile number.", wait: 0 };
  const wait = Math.max(await waitFor("code-address", ip), await waitFor("code-number", phone.e164));
  if (wait > 0) return { sent: false, sentence: `Too many codes were asked for. ${again(wait)}`, wait };
  await db().transaction(async (tx) => {
    // The row is written for unknown numbers too: the same path, and a code that nobody is told.
    const id = await replaceCode(tx, phone.e164);
    await writeHash(tx, id, hashOf(String(id), codeFor(String(id))));
    const teammate = await teammateByMobile(tx, phone.e164);
    const [number] = teammate ? await numbersOf(tx, teammate.leaderId) : [];
    if (!teammate || !number) return;
    await queueTexts(tx, [
      {
        leaderId: teammate.leaderId,
        memberId: 0,
        number: number.phone,
        phone: teammate.mobile,
        kind: "sign_in_code",
        body: "{{code}} is your Tenfour sign-in code. It works for five minutes.",
        fill: String(id),
      },
    ]);
  });
  if (Math.random() < 0.02) await forgetOldCounts();
  return { sent: true };
}

/**
 * The teammate whose newest code this is, or null. A code works once, for five minutes and five tries; trying is limited
 * per number and per address as well.
 */
export async function checkCode(mobile: string, code: string, ip: string): Promise<Teammate | null> {
  const phone = readPhone(mobile);
  const digits = code.replace(/\D/g, "");
  if (!phone || digits.length !== 6) return null;
  const wait = Math.max(await waitFor("try-address", ip), await waitFor("try-number", phone.e164));
  if (wait > 0) return null;
  const tried = await countTry(db(), phone.e164);
  if (!tried || !same(tried.codeHash, hashOf(String(tried.id), digits))) return null;
  if (!(await spendCode(db(), tried.id))) return null;
  return teammateByMobile(db(), phone.e164);
}

/** The six digits of the code with this id: made again when its text is sent, so that no code is ever stored. */
export function codeFor(fill: string): string {
  const mac = sign("sign-in-code", `code:${fill}`);
  return String(mac.readUInt32BE(0) % 1_000_000).padStart(6, "0");
}

function hashOf(id: string, code: string): string {
  return sign("sign-in-code", `sign-in:${id}:${code}`).toString("hex");
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** "Try again in 3 minutes." */
export function again(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return `Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
}
