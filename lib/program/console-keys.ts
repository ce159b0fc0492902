import { createHash, randomBytes } from "node:crypto";
import { simulatorAccess } from "@/lib/carrier/simulator/access";
import type { Env } from "@/lib/env";
import { anyLeader } from "@/lib/leaders/queries";
import { localAddress, makeLocalToken } from "@/lib/web/local-visitor";
import { isLoopbackHost, isLoopbackUrl } from "@/lib/web/loopback";

/**
 * Makes the keys that the console shows at start: the token in the address for a browser on this computer, the one-time
 * setup key while there is no leader (decision 15), and the simulator's token, which is SIMULATOR_TOKEN where that is
 * set. Of the last two the SHA-256 is kept in the environment, where Next's bundles find it. Returns the address to
 * open, and the lines to print below it.
 */
export async function makeKeys(settings: Env): Promise<{ address: string; lines: string[] }> {
  const { HOST, PUBLIC_URL, SIMULATOR_TOKEN } = settings;
  const lines: string[] = [];
  const isHere = isLoopbackUrl(PUBLIC_URL);
  const localToken = makeLocalToken();
  if (!(await anyLeader())) {
    const key = randomBytes(9).toString("base64url");
    process.env.TENFOUR_SETUP_KEY_HASH = hashOf(key);
    const who = isHere ? "A browser that opens another address is asked" : "The first visit asks";
    lines.push(`${who} for this one-time key: ${key}`);
  }
  const onlyHere = isHere && isLoopbackHost(HOST);
  const token = SIMULATOR_TOKEN ?? (onlyHere ? localToken : randomBytes(18).toString("base64url"));
  process.env.TENFOUR_SIMULATOR_TOKEN_HASH = hashOf(token);
  if (onlyHere) lines.push("Only this computer can open it. To let others in, set PUBLIC_URL or HOST.");
  else if (simulatorAccess() && !SIMULATOR_TOKEN) lines.push(`The simulator asks for this token: ${token}`);
  return { address: isHere ? localAddress(PUBLIC_URL, localToken) : PUBLIC_URL, lines };
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
