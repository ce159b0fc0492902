import { timingSafeEqual } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { sign } from "@/lib/config/keys";
import { db } from "@/lib/db/client";
import { queueTexts } from "@/lib/messages/queue";
import { readPhone } from "@/lib/numbers/phone";
import { readOwnMobile } from "@/lib/numbers/possible";
import { numbersOf } from "@/lib/numbers/register";
import { waitForAddress } from "./address-limits";
import { again } from "./again";
import { takeCode, untilCodesAreLeft } from "./code-budget";
import { countTry, replaceCode, spendCode, writeHash } from "./code-queries";
import { countGuess, forgetOldGuards, guardKey, isAttack, takeBackGuess } from "./guard";
import { knownDevice } from "./known-device";
import { forgetOldCounts, waitFor } from "./limits";
import { teammateByMobile } from "./queries";
import { noticeBlocked } from "./security-events";
import type { Visit } from "./sessions";
import type { Teammate } from "./table";

/** A visit to the sign-in page, with the cookie of a known device where there is one. */
export type SignInVisit = Visit & { deviceCookie?: string };
/** `wait` is in seconds. */
export type CodeRequest = { sent: true } | { sent: false; sentence: string; wait: number };
/** Who signed in; or the seconds to wait, 0 where the code was just wrong. The same for known and unknown numbers. */
export type SignInResult = { teammate: Teammate } | { teammate: null; wait: number };

/** Milliseconds every response takes at least, so that its time does not tell whether a number is known. */
const evenTime = 250;

/**
 * Texts a fresh code to a teammate's mobile. Whether the number is known or not, the response and its time are the same;
 * only the queued text differs. Limits: lib/team/limits.ts.
 */
export async function requestCode(mobile: string, visit: SignInVisit): Promise<CodeRequest> {
  const [response] = await Promise.all([writeCode(mobile, visit), pause(evenTime)]);
  return response;
}

async function writeCode(text: string, visit: SignInVisit): Promise<CodeRequest> {
  const phone = readOwnMobile(text);
  if (!phone) return { sent: false, sentence: "Enter a US or Canadian mobile number.", wait: 0 };
  const device = await knownDevice(db(), visit.deviceCookie, phone.e164);
  // A known device has limits of its own only: strangers at its address (an office, a proxy that passes none on) would
  // use up the address's.
  const wait = device
    ? (await waitFor("code-device", device)) || (await waitFor("code-device-day", device))
    : (await waitForAddress("code-address", visit.address)) ||
      (await waitFor("code-number", phone.e164)) ||
      (await waitFor("code-number-day", phone.e164));
  if (wait > 0) {
    if (!device) await noticeBlocked(phone.e164, visit);
    return { sent: false, sentence: `Too many codes requested. ${again(wait)} Or sign in another way.`, wait };
  }
  // Asked before anybody looks whether the number is known, so that the answer does not tell.
  const full = await untilCodesAreLeft(device !== null);
  if (full > 0)
    return { sent: false, sentence: `Too many codes requested. ${again(full)} Or sign in another way.`, wait: full };
  const teammate = await teammateByMobile(db(), phone.e164);
  const [number] = teammate ? await numbersOf(db(), teammate.leaderId) : [];
  const texted = teammate && number && (await takeCode(teammate.leaderId, device !== null));
  await db().transaction(async (tx) => {
    // The row is written for unknown numbers too: the same path, and a code that nobody gets.
    const id = await replaceCode(tx, phone.e164);
    await writeHash(tx, id, hashOf(String(id), codeFor(String(id))));
    if (!texted) return;
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
  if (Math.random() < 0.02) await Promise.all([forgetOldCounts(), forgetOldGuards(db())]);
  return { sent: true };
}

/** Signs in by the newest code texted to a mobile. A code works once, for five minutes and five tries. */
export async function checkCode(mobile: string, code: string, visit: SignInVisit): Promise<SignInResult> {
  const digits = code.replace(/\D/g, "");
  return guess(mobile, visit, async (teammate, e164) => {
    if (digits.length !== 6) return false;
    const tried = await countTry(db(), e164);
    if (!tried || !same(tried.codeHash, hashOf(String(tried.id), digits))) return false;
    return (await spendCode(db(), tried.id)) && teammate !== null;
  });
}

/**
 * One guess at a code of any kind: limited per address, and per number or known device (guard.ts). `check` is asked for
 * unknown numbers too, with null.
 */
export async function guess(
  mobile: string,
  visit: SignInVisit,
  check: (teammate: Teammate | null, e164: string) => Promise<boolean>,
): Promise<SignInResult> {
  const [result] = await Promise.all([checkGuess(mobile, visit, check), pause(evenTime)]);
  return result;
}

async function checkGuess(
  mobile: string,
  visit: SignInVisit,
  check: (teammate: Teammate | null, e164: string) => Promise<boolean>,
): Promise<SignInResult> {
  // Nothing is texted here: a teammate whose mobile gets no codes may still have an authenticator.
  const phone = readPhone(mobile);
  if (!phone) return { teammate: null, wait: 0 };
  const device = await knownDevice(db(), visit.deviceCookie, phone.e164);
  const addressWait = device ? 0 : await waitForAddress("try-address", visit.address);
  if (addressWait > 0) return { teammate: null, wait: addressWait };
  const key = guardKey(phone.e164, device);
  const counted = await countGuess(db(), key);
  if (counted.wait > 0) return { teammate: null, wait: counted.wait };
  const teammate = await teammateByMobile(db(), phone.e164);
  if ((await check(teammate, phone.e164)) && teammate) {
    await takeBackGuess(db(), key);
    return { teammate };
  }
  if (!device && "wrong" in counted && isAttack(counted.wrong)) await noticeBlocked(phone.e164, visit);
  return { teammate: null, wait: 0 };
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
