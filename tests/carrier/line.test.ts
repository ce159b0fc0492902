import { expect, test } from "vitest";
import { chooseLine } from "@/lib/carrier/line";
import type { VonageSettings } from "@/lib/carrier/vonage/vonage";

const hosts = { apiHost: "https://api.test", restHost: "https://rest.test" };
const stored = {
  apiKey: "stored",
  apiSecret: "stored-secret",
  signatureSecret: "stored-signature",
  signatureMethod: "sha512" as const,
  applicationId: "stored-application",
  privateKey: "stored-key",
};
const simulator: VonageSettings = {
  ...stored,
  apiKey: "simulated",
  apiHost: "http://127.0.0.1:1",
  restHost: "http://127.0.0.1:1",
};

test("while nothing is connected the simulator is the carrier", () => {
  const line = chooseLine({ keys: {}, hosts }, null, simulator);
  expect([line.by, line.settings.apiKey, line.settings.apiHost]).toEqual([
    "simulator",
    "simulated",
    "http://127.0.0.1:1",
  ]);
});

test("stored keys are used, with the hosts of the environment", () => {
  const line = chooseLine({ keys: {}, hosts }, stored, simulator);
  expect(line).toMatchObject({ by: "stored", fixed: [], settings: { apiKey: "stored", apiHost: "https://api.test" } });
});

test("the environment wins, setting by setting, and the screen is told which", () => {
  const line = chooseLine({ keys: { apiKey: "given", apiSecret: "given-secret" }, hosts }, stored, simulator);
  expect(line).toMatchObject({ by: "environment", fixed: ["apiKey", "apiSecret"] });
  expect(line.settings).toMatchObject({
    apiKey: "given",
    signatureSecret: "stored-signature",
    signatureMethod: "sha512",
  });
});

test("keys that this program cannot open are never taken for no keys: the simulator stays out of it", () => {
  const line = chooseLine({ keys: {}, hosts }, "locked", simulator);
  expect([line.by, line.settings.apiKey, line.settings.signatureSecret]).toEqual(["locked", "", ""]);
});
