import { connect, createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort, Program, until } from "../program";
import { type Ask, actionId, ask, postAction } from "./visitor";

/** With default settings: what a newcomer may do at their own computer, and nobody else. */
let program: Program;
beforeAll(async () => {
  program = await Program.start();
}, 300_000);
afterAll(() => program?.remove());

const paths = ["/simulator", "/simulator/api/accepted", "/metrics"];
const statuses = (options: Ask, base = program.url) =>
  Promise.all(paths.map(async (path) => (await ask(`${base}${path}`, options)).status));

/** Opens the printed address; returns the cookie that a browser keeps. */
async function openPrinted(address = program.address): Promise<string> {
  const answer = await ask(address);
  expect(answer.status).toBe(303);
  expect(answer.headers.location).toBe("/");
  return answer.headers["set-cookie"]?.[0] ?? "";
}

describe("a browser that opened the printed address", () => {
  test("gets a cookie that no script and no other site can use, and an address without the token", async () => {
    expect(program.address).toMatch(/^http:\/\/localhost:\d+\/\?local=[\w-]{24}$/);
    const cookie = await openPrinted();
    expect(cookie).toMatch(/^tenfour_local=\d+\.[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(program.localToken);
  });

  test("sees the simulator, the metrics and the setup before anybody is signed in", async () => {
    const headers = { cookie: (await openPrinted()).split(";")[0] as string };
    expect(await statuses({ headers })).toEqual([200, 200, 200]);
    expect((await ask(`${program.url}/welcome`, { headers })).text).not.toContain("One-time key");
  });

  test.each<Ask>([
    { from: "127.0.0.2" },
    { headers: { "x-forwarded-for": "" } },
    { headers: { via: "" } },
    { headers: { "x-real-ip": "127.0.0.1" } },
    { headers: { host: "evil.example" } },
  ])("its cookie is worth nothing elsewhere: %j", async (options) => {
    const headers = { cookie: (await openPrinted()).split(";")[0] as string, ...options.headers };
    expect(await statuses({ ...options, headers })).toEqual([401, 404, 404]);
    expect((await ask(`${program.url}/welcome`, { ...options, headers })).text).toContain("One-time key");
  });

  test("stays known when Tenfour is started again, while the old address ends", async () => {
    const [before, cookie] = [program.address, (await openPrinted()).split(";")[0] as string];
    await program.stop();
    await program.restart();
    expect(await statuses({ headers: { cookie } })).toEqual([200, 200, 200]);
    expect(await openPrinted(before)).toBe("");
    expect(await openPrinted()).not.toBe("");
  }, 240_000);
});

describe("a forwarder on this computer that adds no header", () => {
  let forwarder: Server;
  let base = "";
  beforeAll(async () => {
    forwarder = createServer((from) => {
      const to = connect(program.port, "127.0.0.1");
      from.pipe(to).pipe(from);
      for (const one of [from, to]) one.on("error", () => from.destroy() && to.destroy());
    });
    await new Promise<void>((done) => forwarder.listen(0, "0.0.0.0", done));
    base = `http://127.0.0.1:${(forwarder.address() as { port: number }).port}`;
  });
  afterAll(() => void forwarder?.close());

  const hosts = () => ["localhost", `localhost:${program.port}`, `127.0.0.1:${program.port}`];

  test("opens nothing for strangers, whatever Host they choose", async () => {
    for (const host of hosts()) {
      const options = { from: "127.0.0.2", headers: { host } };
      expect(await statuses(options, base)).toEqual([401, 404, 404]);
      expect((await ask(`${base}/welcome`, options)).text).toContain("One-time key");
      const guess = await ask(`${base}/?local=${"A".repeat(24)}`, options);
      expect(guess.headers["set-cookie"]).toBeUndefined();
    }
  });

  test("and nobody sets the program up through it", async () => {
    const finish = actionId("app/welcome/actions.ts", "finish");
    const leader = {
      ...{ name: "Mallory", handle: "mallory", mobile: "+17732440123", timeZone: "America/Chicago" },
      ...{ number: "+17733659687", firstAnswer: "Hi {{link}}", picture: null },
    };
    for (const host of hosts()) {
      const headers = { host, origin: `http://${host}` };
      const answer = await postAction(`${base}/welcome`, finish, [leader], { from: "127.0.0.2", headers });
      expect(answer.text).not.toContain("mobile");
    }
    expect(await program.tenfour("leader", "list")).toEqual([]);
  });
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
