import { createHash, randomBytes } from "node:crypto";
import { simulatorAccess } from "@/lib/carrier/simulator/access";
import type { Env } from "@/lib/env";
import { anyLeader } from "@/lib/leaders/queries";
import { isLoopbackHost, isLoopbackUrl } from "@/lib/web/loopback";

/**
 * Makes the keys that the console shows at start, and keeps their SHA-256 in the environment, where Next's bundles find
 * them: the one-time setup key while there is no leader (decision 15), and the simulator's token, which is
 * SIMULATOR_TOKEN where that is set. Returns the lines to print.
 */
export async function makeKeys({ HOST, PUBLIC_URL, SIMULATOR_TOKEN }: Env): Promise<string[]> {
  const lines: string[] = [];
  if (!(await anyLeader())) {
    const key = randomBytes(9).toString("base64url");
    process.env.TENFOUR_SETUP_KEY_HASH = hashOf(key);
    lines.push(`From another computer the first visit asks for this one-time key: ${key}`);
  }
  const token = SIMULATOR_TOKEN ?? randomBytes(18).toString("base64url");
  process.env.TENFOUR_SIMULATOR_TOKEN_HASH = hashOf(token);
  if (isLoopbackHost(HOST) && isLoopbackUrl(PUBLIC_URL)) {
    lines.push("Only this computer can open it. To let others in, set PUBLIC_URL or HOST.");
  } else if (simulatorAccess() && !SIMULATOR_TOKEN) {
    lines.push(`The simulator asks for this token: ${token}`);
  }
  return lines;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
