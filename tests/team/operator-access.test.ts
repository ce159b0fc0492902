import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { pool } from "@/lib/db/client";
import { env, readEnv } from "@/lib/env";
import { makeKeys } from "@/lib/program/console-keys";
import { checkSimulatorToken, mayReadMetrics, mayUseSimulator, simulatorCookie } from "@/lib/team/operator-access";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { fromClient } from "@/tests/from-client";

vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ get: () => undefined }),
}));

const here = { address: "127.0.0.1", local: true };
const elsewhere = { address: "203.0.113.7", local: false };
const bearer = (token: string) => new Headers({ authorization: `Bearer ${token}` });
const none = new Headers();
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await pool().query("DELETE FROM rate_limits");
  Object.assign(env(), { HOST: "127.0.0.1", METRICS_TOKEN: undefined });
  await makeKeys(readEnv({ SIMULATOR_TOKEN: "a-token-for-the-simulator" }));
});
afterAll(() => {
  delete process.env.TENFOUR_SETUP_KEY_HASH;
  delete process.env.TENFOUR_SIMULATOR_TOKEN_HASH;
  return database.close();
});

test("while nobody else can reach the program, a browser that opened the printed address needs nothing more", async () => {
  expect(await fromClient(here, () => mayUseSimulator(none))).toBe(true);
  expect(await fromClient(here, () => mayReadMetrics(none))).toBe(true);
  expect(await fromClient(elsewhere, () => mayUseSimulator(none))).toBe(false);
  expect(await fromClient(elsewhere, () => mayReadMetrics(none))).toBe(false);
});

test("once HOST lets others in, this computer needs a token as well", async () => {
  Object.assign(env(), { HOST: "0.0.0.0", METRICS_TOKEN: "a-token-for-prometheus" });
  for (const client of [here, elsewhere]) {
    expect(await fromClient(client, () => mayUseSimulator(none))).toBe(false);
    expect(await fromClient(client, () => mayUseSimulator(bearer("a-token-for-prometheus")))).toBe(false);
    expect(await fromClient(client, () => mayUseSimulator(bearer("a-token-for-the-simulator")))).toBe(true);
    expect(await fromClient(client, () => mayReadMetrics(none))).toBe(false);
    expect(await fromClient(client, () => mayReadMetrics(bearer("a-token-for-the-simulator")))).toBe(false);
    expect(await fromClient(client, () => mayReadMetrics(bearer("a-token-for-prometheus")))).toBe(true);
  }
});

test("the simulator's token gives a cookie that opens it, and an address has ten tries", async () => {
  const answer = await checkSimulatorToken(" a-token-for-the-simulator\n", "192.0.2.1");
  const cookie = answer.right ? answer.cookie : "";
  const headers = new Headers({ cookie: `a=b; ${simulatorCookie}=${cookie}` });
  expect(await fromClient(elsewhere, () => mayUseSimulator(headers))).toBe(true);
  for (let at = 0; at < 10; at++) expect((await checkSimulatorToken("guess", "192.0.2.2")).right).toBe(false);
  expect(await checkSimulatorToken("guess", "192.0.2.2")).toMatchObject({
    sentence: expect.stringMatching(/Too many/),
  });
});

test("nobody closes the simulator for others, and an IPv6 /64 is one visitor", async () => {
  for (let at = 0; at < 80; at++) await checkSimulatorToken("guess", `2001:db8:1:2::${at.toString(16)}`);
  expect(await checkSimulatorToken("a slip", "198.51.100.1")).toMatchObject({
    sentence: expect.stringMatching(/not the token/),
  });
  expect(await checkSimulatorToken("a-token-for-the-simulator", "2001:db8:1:2::1")).toMatchObject({ right: true });
  const { rows } = await pool().query("SELECT points FROM rate_limits WHERE key = 'simulator-token-total:all'");
  expect(rows).toEqual([{ points: 11 }]);
});

test("the console shows the simulator's token where others can reach it, and none is set", async () => {
  vi.stubEnv("TENFOUR_SIM_URL", "http://127.0.0.1:1");
  vi.stubEnv("TENFOUR_SIM_KEY", "key");
  const printed = async (settings: Record<string, string>) => (await makeKeys(readEnv(settings))).lines.join("\n");
  expect(await printed({})).toMatch(/one-time key: \S+\nOnly this computer/);
  const token = /asks for this token: (\S+)/.exec(await printed({ HOST: "0.0.0.0" }))?.[1] ?? "";
  expect(await fromClient(elsewhere, () => mayUseSimulator(bearer(token)))).toBe(true);
  expect(await printed({ PUBLIC_URL: "https://text.example.com" })).toContain("asks for this token");
  expect(await printed({ HOST: "0.0.0.0", SIMULATOR_TOKEN: "a-token-for-the-simulator" })).not.toContain("token");
  vi.unstubAllEnvs();
});
