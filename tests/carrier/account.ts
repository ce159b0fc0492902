import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Carrier } from "@/lib/carrier/carrier";
import type { SimulatorOptions } from "@/lib/carrier/simulator/settings";
import { type VonageSettings, vonage } from "@/lib/carrier/vonage/vonage";
import { account as keys, startDesk } from "./simulator/desk";

const pair = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

export type Account = {
  desk: Awaited<ReturnType<typeof startDesk>>;
  settings: VonageSettings;
  /** The product's own carrier, speaking to the simulator through the SDK. */
  carrier: Carrier;
  close(): Promise<void>;
};

/** A simulator and the product's carrier at the other end of the line. */
export async function startAccount(
  webhookBase = "http://127.0.0.1:9",
  more: Partial<SimulatorOptions> = {},
): Promise<Account> {
  const dir = mkdtempSync(join(tmpdir(), "sim-"));
  const desk = await startDesk(webhookBase, dir, { publicKey: pair.publicKey, ...more });
  const settings: VonageSettings = {
    ...keys,
    signatureMethod: more.signatureMethod ?? "sha256",
    privateKey: pair.privateKey,
    apiHost: desk.url,
    restHost: desk.url,
  };
  return { desk, settings, carrier: vonage(settings), close: () => desk.close() };
}
