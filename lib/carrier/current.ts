import { tally } from "@/lib/tally/count";
import type { Carrier, SendOutcome } from "./carrier";
import { line, lineVersion } from "./line";
import { vonage } from "./vonage/vonage";

const shared = globalThis as typeof globalThis & { tenfourCarrier?: { carrier: Carrier; version: number } };

/**
 * The carrier of this process: whoever holds it speaks to the account connected now, also after an operator has
 * changed it on the screen (watch.ts). Without keys that is the simulator, spoken to by the same code.
 */
export function carrier(): Carrier {
  return current;
}

const current = new Proxy({} as Carrier, { get: (_, name) => Reflect.get(now(), name) });

function now(): Carrier {
  const version = lineVersion();
  if (shared.tenfourCarrier?.version !== version) {
    shared.tenfourCarrier = { carrier: counted(vonage(line().settings)), version };
  }
  return shared.tenfourCarrier.carrier;
}

/** What the carrier answers is counted, for the health page. */
function counted(carrier: Carrier): Carrier {
  return {
    ...carrier,
    async send(text) {
      const outcome = await carrier.send(text);
      tally(`send:${nameOf(outcome)}`);
      return outcome;
    },
  };
}

function nameOf(outcome: SendOutcome): string {
  return outcome.kind === "refused" ? `refused:${outcome.failure.code}` : outcome.kind;
}
