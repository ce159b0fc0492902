import { env } from "@/lib/env";

/** True while the simulator is the carrier: server.ts has then pointed the hosts at loopback. */
export function simulated(): boolean {
  return /^(127\.|localhost$|\[::1\]$)/.test(new URL(env().VONAGE_API_HOST).hostname);
}
