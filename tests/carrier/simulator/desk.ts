import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Auth } from "@vonage/auth";
import { SMS } from "@vonage/messages";
import { Vonage } from "@vonage/server-sdk";
import { startSimulator } from "@/lib/carrier/simulator/server";
import type { SimulatorOptions } from "@/lib/carrier/simulator/settings";

const keys = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

export const account = {
  apiKey: "abcd1234",
  apiSecret: "s3cr3t-of-the-account",
  signatureSecret: "signature-secret-of-the-account",
  applicationId: "aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab",
};

export type Arrived = { path: string; authorization: string | null; contentType: string; body: string };

/** A stand-in for the product: keeps what is brought and answers with `status`. */
export async function startReceiver() {
  const arrived: Arrived[] = [];
  const receiver = { arrived, status: 204, url: "", close: () => server.close() };
  const server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const { authorization = null, "content-type": contentType = "" } = request.headers;
      if (receiver.status < 300) arrived.push({ path: request.url ?? "", authorization, contentType, body });
      response.writeHead(receiver.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return receiver;
}

/** A simulator, and what one does with it. The same dir again is the same carrier after a restart. */
export async function startDesk(
  webhookBase: string,
  dir = mkdtempSync(join(tmpdir(), "sim-")),
  more: Partial<SimulatorOptions> = {},
) {
  const options = { port: 0, dir, webhookBase, publicKey: keys.publicKey, ...account, ...more };
  const simulator = await startSimulator(options);
  const hosts = { apiHost: simulator.url, restHost: simulator.url, timeout: 5_000 };
  const sdk = new Vonage(new Auth({ ...account, signature: undefined, privateKey: keys.privateKey }), hosts);
  const control = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${simulator.url}/_sim/${path}`, {
      method,
      headers: { "x-sim-key": account.apiSecret },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return response.json();
  };
  const send = (to: string, text: string, clientRef?: string) =>
    sdk.messages.send(sms("17733659687", to, text, clientRef));
  return { ...simulator, dir, sdk, control, send, own: () => control("POST", "numbers", { phone: "+17733659687" }) };
}

/** A text as the SDK wants it. */
export function sms(from: string, to: string, text: string, clientRef?: string): SMS {
  return new SMS({ channel: "sms", messageType: "text", from, to, text, ...(clientRef ? { clientRef } : {}) });
}

/** The status and problem document of a send that was turned away. */
export async function problemOf(sending: Promise<unknown>) {
  try {
    await sending;
  } catch (error) {
    const { response } = error as { response?: Response };
    if (!response) return { status: 0, body: null };
    return { status: response.status, body: await response.json() };
  }
  throw new Error("it was accepted");
}
