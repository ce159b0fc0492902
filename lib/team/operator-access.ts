import { createHash, timingSafeEqual } from "node:crypto";
import { asSystem } from "@/lib/db/scope";
import { env } from "@/lib/env";
import type { StreamHolder } from "@/lib/live/open-streams";
import { log } from "@/lib/log";
import { clientAddress, isLocalClient } from "@/lib/web/client-address";
import { isLoopbackHost } from "@/lib/web/loopback";
import { waitForKey } from "./address-limits";
import { again } from "./again";
import { isOperator } from "./operator";
import { currentTeammate, isSignedIn, type SignedIn } from "./session";

type HeaderBag = { get(name: string): string | null | undefined };

/** The cookie of a visitor who entered the simulator's token. Its value is the token's SHA-256, hex. */
export const simulatorCookie = "tenfour_simulator";

/** Whether this visitor may read /metrics: see `mayOperate`, or METRICS_TOKEN as the bearer token. */
export async function mayReadMetrics(headers: HeaderBag): Promise<boolean> {
  const token = env().METRICS_TOKEN;
  return (token !== undefined && isHash(digest(token), bearer(headers))) || (await mayOperate());
}

/**
 * Whether this visitor may use the simulator, which shows every text and so every sign-in code: see `mayOperate`, or
 * the simulator's token as the bearer token or as the cookie that `checkSimulatorToken` gives.
 */
export async function mayUseSimulator(headers: HeaderBag): Promise<boolean> {
  return (await simulatorVisitor(headers)) !== null;
}

/** The visitor who may use the simulator, as a holder of its event streams; null for everybody else. */
export async function simulatorVisitor(headers: HeaderBag): Promise<StreamHolder | null> {
  const hash = process.env.TENFOUR_SIMULATOR_TOKEN_HASH ?? "";
  const cookie = new RegExp(`(?:^|;\\s*)${simulatorCookie}=([0-9a-f]{64})(?:;|$)`).exec(headers.get("cookie") ?? "");
  const hasToken = isHash(hash, bearer(headers)) || isHash(hash, cookie?.[1]);
  const operator = hasToken || isLocalAlone() ? null : await signedInOperator();
  if (operator) {
    const { leaderId, sessionId } = operator;
    return {
      name: `simulator:${leaderId}:${sessionId}`,
      session: { leaderId, sessionId },
      isAllowed: () => isSignedIn(operator),
    };
  }
  if (!hasToken && !isLocalAlone()) return null;
  return { name: `simulator:${clientAddress()}`, session: null, isAllowed: async () => true };
}

/**
 * Checks the simulator's token. The right one always works, as it does as the bearer token. Wrong ones are limited
 * (lib/team/limits.ts).
 */
export async function checkSimulatorToken(
  token: string,
  address: string,
): Promise<{ right: true; cookie: string } | { right: false; sentence: string }> {
  const hash = digest(token.trim());
  if (isHash(process.env.TENFOUR_SIMULATOR_TOKEN_HASH ?? "", hash)) return { right: true, cookie: hash };
  const wait = await waitForKey("simulator-token", address);
  if (wait > 0) return { right: false, sentence: `Too many tries. ${again(wait)}` };
  return {
    right: false,
    sentence: "That's not the token. It's SIMULATOR_TOKEN, or in the window where Tenfour was started.",
  };
}

/**
 * What shows the whole instance is open to its signed-in operator; and to a browser that opened the printed address
 * (lib/web/local-visitor.ts) while HOST and PUBLIC_URL lead to this computer only.
 */
async function mayOperate(): Promise<boolean> {
  return isLocalAlone() || (await signedInOperator()) !== null;
}

function isLocalAlone(): boolean {
  return isLocalClient() && isLoopbackHost(env().HOST);
}

async function signedInOperator(): Promise<SignedIn | null> {
  try {
    // Not limited to the operator's own rows from here on: what they are about to see is the whole instance.
    return await asSystem("operator", async () => {
      const teammate = await currentTeammate();
      return teammate !== null && (await isOperator(teammate)) ? teammate : null;
    });
  } catch (error) {
    log.warn({ err: error }, "could not tell whether the operator is signed in");
    return null;
  }
}

function bearer(headers: HeaderBag): string | undefined {
  const given = /^Bearer (.+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  return given && digest(given.trim());
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function isHash(expected: string, given: string | undefined): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given ?? "")];
  return left.length === 64 && left.length === right.length && timingSafeEqual(left, right);
}
