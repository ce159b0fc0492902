import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort, Program, until } from "../program";
import { type Ask, ask } from "./visitor";

/** With default settings: what a newcomer may do at their own computer, and nobody else. */
let program: Program;
beforeAll(async () => {
  program = await Program.start();
}, 300_000);
afterAll(() => program?.remove());

const paths = ["/simulator", "/simulator/api/accepted", "/metrics"];
const statuses = (options: Ask) =>
  Promise.all(paths.map(async (path) => (await ask(`${program.url}${path}`, options)).status));

test("a browser on this computer sees the simulator and the metrics before anybody is signed in", async () => {
  expect(await statuses({})).toEqual([200, 200, 200]);
  expect((await ask(`${program.url}/welcome`)).text).not.toContain("One-time key");
});

test.each<Ask>([
  { from: "127.0.0.2" },
  { headers: { "x-forwarded-for": "" } },
  { headers: { via: "" } },
  { headers: { "x-real-ip": "127.0.0.1" } },
  { headers: { host: "evil.example" } },
])("nobody else does: %j", async (options) => {
  expect(await statuses(options)).toEqual([401, 404, 404]);
  expect((await ask(`${program.url}/welcome`, options)).text).toContain("One-time key");
});

test("nobody listens on other addresses", async () => {
  await expect(fetch(`http://127.0.0.2:${program.port}/health`)).rejects.toThrow();
});

test("once HOST lets others in, this computer needs the token as well", async () => {
  const open = await Program.start({ port: await freePort(), env: { HOST: "0.0.0.0" } });
  try {
    const token = (await until("the token", () => /asks for this token: (\S+)/.exec(open.output), 60_000))[1];
    const status = async (path: string, headers: Record<string, string> = {}) =>
      (await ask(`${open.url}${path}`, { headers })).status;
    expect(await status("/simulator")).toBe(401);
    expect(await status("/metrics")).toBe(404);
    expect(await status("/simulator/api/accepted")).toBe(404);
    expect(await status("/simulator/api/accepted", { authorization: "Bearer wrong" })).toBe(404);
    expect(await status("/simulator/api/accepted", { authorization: `Bearer ${token}` })).toBe(200);
    expect(await status("/simulator", { authorization: `Bearer ${token}` })).toBe(200);
  } finally {
    await open.remove();
  }
}, 240_000);
