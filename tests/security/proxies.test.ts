import { createHmac, hkdfSync } from "node:crypto";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { runningEmbedded } from "@/lib/db/embedded";
import { keptSecrets } from "@/lib/db/secrets";
import { Program } from "../program";
import { proxyNames, publicName, ReverseProxy } from "./proxy-servers";
import { type Ask, actionId, ask, postAction } from "./visitor";

/** The real program behind the real proxies, set up as docs/deploy says, and set up carelessly. */
const settings = { PUBLIC_URL: `https://${publicName}`, HOST: "127.0.0.1", METRICS_TOKEN: "a-token-for-prometheus" };
const origin = settings.PUBLIC_URL;
const leader = {
  name: "Mallory",
  handle: "mallory",
  mobile: "+17732440123",
  timeZone: "America/Chicago",
  number: "+17733659687",
  firstAnswer: "Hi {{link}}",
  picture: null,
};
/** What a visitor may claim about their address. */
const claims: Record<string, string>[] = [
  {},
  { "x-forwarded-for": "" },
  { "x-forwarded-for": "198.51.100.1" },
  { forwarded: "for=198.51.100.1", "x-real-ip": "198.51.100.1", "x-tenfour-hop": "198.51.100.1 99999999999999 x" },
];

let program: Program;
let proxy: ReverseProxy | undefined;
let visitors = 10;
/** A source address in a network that no test had before. */
const someVisitor = () => `127.0.${visitors++}.7`;
afterEach(async () => {
  await proxy?.stop();
  proxy = undefined;
});

const asked = (path: string, options: Ask = {}) =>
  ask(`${proxy?.url}${path}`, { from: "127.0.0.1", ...options, headers: { host: publicName, ...options.headers } });
const acted = (path: string, id: string, args: unknown[], options: Ask = {}) =>
  postAction(`${proxy?.url}${path}`, id, args, {
    ...options,
    headers: { host: publicName, origin, ...options.headers },
  });

/** As what the address of a visitor is counted: a hash with the program's own key. */
function countedAs(address: string): string {
  const { nextauthSecret } = keptSecrets(program.dataDir);
  const key = Buffer.from(hkdfSync("sha256", nextauthSecret, "", "tenfour rate-limit", 32));
  return createHmac("sha256", key).update(`code-address ${address}`).digest("base64url").slice(0, 22);
}

/** What sign-in codes were counted for, newest ones included. */
async function countedAddresses(): Promise<string[]> {
  const client = new pg.Client({ connectionString: runningEmbedded(program.dataDir) ?? "" });
  await client.connect();
  try {
    const { rows } = await client.query<{ key: string }>("SELECT key FROM rate_limits WHERE key LIKE 'code-address:%'");
    return rows.map(({ key }) => key.slice("code-address:".length));
  } finally {
    await client.end();
  }
}

async function nobodyIsLocal(): Promise<void> {
  const finish = actionId("app/welcome/actions.ts", "finish");
  for (const headers of claims) {
    expect((await asked("/metrics", { headers })).status).toBe(404);
    expect((await asked("/simulator/api/accepted", { headers })).status).toBe(404);
    expect((await asked("/simulator", { headers })).status).toBe(401);
    expect((await asked("/welcome", { headers })).text).toContain("One-time key");
    for (const page of ["/welcome", "/sign-in"]) {
      expect((await acted(page, finish, [leader], { headers })).text).not.toContain("mobile");
    }
  }
  expect(await program.tenfour("leader", "list")).toEqual([]);
}

async function doctorSays(): Promise<string> {
  const findings = (await program.tenfour("doctor")) as { what: string; sentence: string }[];
  return findings.find(({ what }) => what === "proxy")?.sentence ?? "";
}

describe("with TRUST_PROXY", () => {
  beforeAll(async () => {
    program = await Program.start({ env: { ...settings, TRUST_PROXY: "127.0.0.1" } });
  }, 300_000);
  afterAll(() => program?.remove());

  test.each(proxyNames)(
    "%s: pages, redirects and tokens work, and nobody is local",
    async (name) => {
      proxy = await ReverseProxy.start(name, program.port);
      expect((await asked("/health")).status).toBe(200);
      const plain = await ask(`http://${publicName}:${proxy.httpPort}/sign-in`, { headers: { host: publicName } });
      expect([301, 308]).toContain(plain.status);
      expect(plain.headers.location).toBe(`https://${publicName}/sign-in`);
      expect((await asked("/metrics", { headers: { authorization: `Bearer ${settings.METRICS_TOKEN}` } })).status).toBe(
        200,
      );
      await nobodyIsLocal();
    },
    120_000,
  );

  test.each(proxyNames)(
    "%s: the visitor's own address counts, on forwarded actions too",
    async (name) => {
      proxy = await ReverseProxy.start(name, program.port);
      const askForCode = actionId("app/sign-in/actions.ts", "askForCode");
      const visitors: string[] = [];
      const others = new Set(await countedAddresses());
      for (const page of ["/sign-in", "/welcome"]) {
        for (const headers of claims) {
          const from = someVisitor();
          visitors.push(countedAs(from));
          const answer = await acted(page, askForCode, ["+13125550199"], { from, headers });
          expect(answer.text).toMatch(/"sent":(true|false)/);
          expect(await countedAddresses()).toContain(countedAs(from));
        }
      }
      const counted = (await countedAddresses()).filter((one) => !others.has(one));
      expect(counted.sort()).toEqual(visitors.sort());
    },
    120_000,
  );

  test.each(proxyNames)(
    "%s: rotating X-Forwarded-For on a forwarded action buys no more codes",
    async (name) => {
      proxy = await ReverseProxy.start(name, program.port);
      const askForCode = actionId("app/sign-in/actions.ts", "askForCode");
      const from = someVisitor();
      const answers = [];
      for (let at = 0; at < 45; at++) {
        const mobile = `+1${{ nginx: 312, caddy: 415, haproxy: 773 }[name]}555${1000 + at}`;
        const headers = { "x-forwarded-for": `198.51.100.${at}` };
        answers.push(await acted("/welcome", askForCode, [mobile], { from, headers }));
      }
      expect(answers.filter(({ text }) => text.includes('"sent":true'))).toHaveLength(20);
    },
    180_000,
  );
});

describe("without TRUST_PROXY", () => {
  beforeAll(async () => {
    program = await Program.start({ env: settings });
  }, 300_000);
  afterAll(() => program?.remove());

  test.each(proxyNames)(
    "%s that adds no header: nobody is local",
    async (name) => {
      proxy = await ReverseProxy.start(name, program.port, { careless: true });
      await nobodyIsLocal();
    },
    120_000,
  );

  test("doctor says that the proxy does not pass the visitor's address", async () => {
    proxy = await ReverseProxy.start("nginx", program.port, { careless: true });
    await asked("/sign-in");
    await expect.poll(doctorSays, { timeout: 60_000 }).toContain("doesn't pass the visitor's address");
  }, 180_000);

  test("nginx as recommended: nobody is local, and doctor asks for TRUST_PROXY", async () => {
    proxy = await ReverseProxy.start("nginx", program.port);
    await nobodyIsLocal();
    await expect.poll(doctorSays, { timeout: 60_000 }).toContain("isn't in TRUST_PROXY");
  }, 240_000);
});
