import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bodyLimitOf } from "@/lib/web/body-limits";
import { fuzzSettings } from "../fuzz/settings";
import { Program } from "../program";
import { send } from "./request";
import { addressOf, builtRoutes } from "./routes";
import { sample } from "./sample";

/** The whole program over real HTTP: what it does with bodies, origins and addresses that no screen of its own sends. */
let program: Program;
beforeAll(async () => {
  program = await Program.start({
    env: { ...fuzzSettings, IMPORT_MAX_MB: "1", PUBLIC_URL: "https://text.example.org" },
  });
}, 300_000);
afterAll(() => program?.remove());

const megabyte = 1024 * 1024;
const form = { "content-type": "application/x-www-form-urlencoded" };
/** Resident memory in bytes. */
async function memory(): Promise<number> {
  const headers = { authorization: `Bearer ${program.env.METRICS_TOKEN}` };
  const answer = await fetch(`http://127.0.0.1:${program.port}/metrics`, { headers });
  return Number(/process_resident_memory_bytes (\d+)/.exec(await answer.text())?.[1]);
}
function* endless(bytes: number): Generator<Buffer> {
  const chunk = Buffer.alloc(64 * 1024, "a");
  for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk;
}

describe("a body that is too large", () => {
  test("is refused at every route of the build, announced or not, and never held in memory", async () => {
    const routes = builtRoutes();
    expect(routes.length).toBeGreaterThan(60);
    // The code of every page is loaded before its memory is measured.
    for (const route of routes.filter(({ pattern }) => pattern !== "/live"))
      await send(program.port, { method: "GET", path: addressOf(route), declared: 0 });
    const before = await memory();
    for (const route of routes) {
      const path = addressOf(route);
      const limit = bodyLimitOf(path, 1);
      const announced = await send(program.port, { path, headers: form, declared: limit.bytes + 1 });
      expect(`${path}: ${announced.status}`).toBe(`${path}: 413`);
      expect(announced.body).toMatch(/larger than|too large/);
      const chunked = await send(program.port, { path, headers: form, chunks: endless(60 * megabyte) });
      // A route may answer before it reads anything: that no one is signed in, that it takes no POST, or its page.
      expect(`${path}: ${chunked.status}`).toMatch(/: ([234]\d\d|0)$/);
      // What was sent was drained, or lies in the buffers of two sockets.
      expect(chunked.sent).toBeLessThan(limit.bytes + 30 * megabyte);
    }
    // Of the 4 GB that were offered.
    expect((await memory()) - before).toBeLessThan(250 * megabyte);
    expect(await program.isReady()).toBe(true);
  }, 280_000);

  test("is cut off while it streams where it is read", async () => {
    for (const path of ["/webhooks/messages/inbound", "/api/auth/callback/credentials", "/join/abc", "/nadia"]) {
      const answer = await send(program.port, { path, headers: form, chunks: endless(300 * megabyte) });
      expect(`${path}: ${answer.status} ${answer.body}`).toMatch(/: 413 .*too large/);
      expect(answer.sent).toBeLessThan(30 * megabyte);
    }
  }, 60_000);

  test("is no reason to refuse a small one: webhooks are read and their signature is missed", async () => {
    for (const name of ["messages/inbound", "messages/status", "voice/answer", "voice/event"]) {
      const body = Buffer.from('{"channel":"sms"}');
      const headers = { "content-type": "application/json" };
      const answer = await send(program.port, {
        path: `/webhooks/${name}`,
        headers,
        declared: body.length,
        chunks: [body],
      });
      expect(`${name}: ${answer.status}`).toBe(`${name}: 401`);
    }
  });

  test("has too many parameters, keys or levels for its bytes", async () => {
    const post = async (path: string, type: string, body: string) => {
      const headers = { "content-type": type, "next-action": "x" };
      return (await send(program.port, { path, headers, declared: body.length, chunks: [Buffer.from(body)] })).status;
    };
    for (const path of ["/webhooks/messages/inbound", "/webhooks/voice/event", "/join/abc", "/nadia", "/sign-in"]) {
      expect(await post(path, form["content-type"], "a&".repeat(500))).toBe(413);
      expect(await post(path, "application/json", "[".repeat(5_000))).toBe(413);
      expect(await post(path, "text/plain;charset=UTF-8", "[".repeat(5_000))).toBe(413);
    }
  });
});

describe("a request from another site", () => {
  test("is refused at every route that changes something", async () => {
    for (const route of builtRoutes()) {
      const path = addressOf(route);
      for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
        const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site", ...form };
        const { status, body } = await send(program.port, { method, path, headers, declared: 0 });
        if (path.startsWith("/webhooks/")) expect(`${method} ${path}: ${status}`).toMatch(/: (401|405)$/);
        else expect(`${method} ${path}: ${status} ${body}`).toMatch(/: 403 .*another site/);
      }
    }
  }, 120_000);
});

describe("every response", () => {
  const wanted = ["content-security-policy", "x-content-type-options", "referrer-policy", "strict-transport-security"];
  const missing = (head: string) => wanted.filter((name) => !new RegExp(`^${name}: `, "im").test(head));
  const twice = (head: string) =>
    wanted.filter((name) => (head.match(new RegExp(`^${name}: `, "gim")) ?? []).length > 1);

  test("carries the security headers once: pages, errors, files and what looks like a file", async () => {
    const paths = builtRoutes().map((route) => addressOf(route));
    const others = [
      "/members/x.css",
      "/members/1/x.png",
      "/nobody/at/all",
      "/x.css",
      "/%",
      "/_next/nothing.js",
      "/icon.svg",
    ];
    for (const path of [...paths, ...others]) {
      if (path === "/live") continue;
      const { head, status } = await send(program.port, { method: "GET", path, declared: 0 });
      expect(`${path} ${status}: ${missing(head)}`).toBe(`${path} ${status}: `);
      expect(`${path} ${status}: ${twice(head)}`).toBe(`${path} ${status}: `);
    }
  }, 120_000);

  test("a member's page that is called like a file asks to sign in as any other", async () => {
    const { status, head } = await send(program.port, { method: "GET", path: "/members/x.css", declared: 0 });
    expect(status).toBe(307);
    expect(head).toMatch(/location: \/sign-in/i);
  });
});

describe("addresses that no screen sends", () => {
  test("are answered with less than 500 at every route", async () => {
    const values = [
      "%",
      "%zz",
      "%E0%A4%A",
      "%00",
      "a%00b",
      "%ED%A0%BD",
      "9".repeat(30),
      "-1",
      "..%2f..%2fetc",
      "x".repeat(3_000),
    ];
    for (const route of builtRoutes()) {
      const queries = ["after", "before", "ids", "q", "next", "tree", "lang", "mobile"];
      const query = (value: string) =>
        queries.slice(0, value.length > 100 ? 2 : 8).map((name) => `${addressOf(route)}?${name}=${value}&${name}=1`);
      const inQuery = ["%", "%00", "%ED%A0%BD", "[".repeat(3_000), "x".repeat(3_000)].flatMap(query);
      const asked = [...values.map((value) => addressOf(route, value)), ...sample(inQuery, 7)];
      for (const path of new Set(asked)) {
        if (path.startsWith("/live")) continue;
        const { status } = await send(program.port, { method: "GET", path, declared: 0 });
        // 502: the simulator isn't running here.
        expect(`${path.slice(0, 80)}: ${status}`).toMatch(/: ([234]\d\d|502)$/);
      }
    }
  }, 280_000);
});
