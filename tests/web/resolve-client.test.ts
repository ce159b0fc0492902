import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { readEnv } from "@/lib/env";
import { markHop } from "@/lib/web/internal-hop";
import { localCookie } from "@/lib/web/local-visitor";
import { resolveClient } from "@/lib/web/resolve-client";

type Request = { from?: string; http?: string; headers?: IncomingHttpHeaders; settings?: Record<string, string> };

beforeAll(() => {
  vi.stubEnv("NEXTAUTH_SECRET", "a-secret-for-this-test");
});
afterAll(() => {
  vi.unstubAllEnvs();
});

/** The cookie of a browser that opened the printed address. */
const cookie = () => `a=b; tenfour_local=${localCookie(new Date())}`;

function resolve({ from = "127.0.0.1", http = "1.1", headers = {}, settings = {} }: Request) {
  const request = {
    httpVersion: http,
    socket: { remoteAddress: from },
    headers: { host: "localhost:3000", cookie: cookie(), ...headers },
  };
  const client = resolveClient(request as unknown as IncomingMessage, readEnv(settings));
  delete (request.headers as IncomingHttpHeaders).cookie;
  return { ...client, headers: request.headers as IncomingHttpHeaders };
}

describe("local is only a browser on this computer that opened the printed address", () => {
  test("not without its cookie, which nobody can make and which ends", () => {
    const monthAgo = localCookie(new Date(Date.now() - 31 * 86_400_000));
    const [until, signature = ""] = localCookie(new Date()).split(".");
    const forged = `${signature[0] === "A" ? "B" : "A"}${signature.slice(1)}`;
    for (const given of ["", monthAgo, `${until}.${forged}`, `${Number(until) + 1}.${signature}`, `${until}.`, "1"]) {
      expect(resolve({ headers: { cookie: given && `tenfour_local=${given}` } }).local).toBe(false);
    }
  });

  test.each(["127.0.0.1", "::1", "::ffff:127.0.0.1"])("from %s", (from) => {
    expect(resolve({ from }).local).toBe(true);
  });

  test.each(["127.0.0.2", "192.168.1.7", "::ffff:10.0.0.1", "203.0.113.7"])("not from %s", (from) => {
    expect(resolve({ from }).local).toBe(false);
  });

  test.each([
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-forwarded",
    "forwarded",
    "via",
    "x-real-ip",
    "cf-connecting-ip",
    "true-client-ip",
  ])("not with %s, even when it is empty or says so itself", (name) => {
    for (const value of ["", "127.0.0.1"]) expect(resolve({ headers: { [name]: value } }).local).toBe(false);
  });

  test("not by HTTP/1.0, which only proxies and programs still speak", () => {
    expect(resolve({ http: "1.0" }).local).toBe(false);
  });

  test("not where PUBLIC_URL leads elsewhere, whatever the Host", () => {
    const settings = { PUBLIC_URL: "https://text.example.com" };
    for (const host of ["localhost:3000", "text.example.com"]) {
      expect(resolve({ headers: { host }, settings }).local).toBe(false);
    }
  });

  test("not by another site's name that was rebound to this computer", () => {
    expect(resolve({ headers: { host: "evil.example:3000" } }).local).toBe(false);
  });

  test("not with TRUST_PROXY, where the proxy says that the client is here", () => {
    const settings = { TRUST_PROXY: "127.0.0.1" };
    expect(resolve({ headers: { "x-forwarded-for": "127.0.0.1" }, settings })).toMatchObject({
      address: "127.0.0.1",
      local: false,
    });
    // A proxy that adds no header, for a visitor who claims to want localhost.
    expect(resolve({ headers: { host: "localhost" }, settings })).toMatchObject({ local: false });
  });
});

describe("what only Tenfour may say", () => {
  test("a client's own copies are dropped", () => {
    const { headers, address } = resolve({
      from: "203.0.113.7",
      headers: {
        "x-tenfour-hop": `127.0.0.1 ${Date.now() + 60_000} AAAA`,
        "x-tenfour-local": "1",
        "x-tenfour-path": "/inbox",
        "x-action-forwarded": "1",
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-host": "evil.example",
        "x-real-ip": "127.0.0.1",
      },
    });
    expect(address).toBe("203.0.113.7");
    expect(headers).toEqual({ host: "localhost:3000", "x-forwarded-for": "203.0.113.7" });
  });

  test("an internal request keeps its first client's address and is never local", () => {
    const headers: IncomingHttpHeaders = {};
    markHop(headers, "203.0.113.7");
    expect(resolve({ headers: { ...headers, "x-action-forwarded": "1" } })).toMatchObject({
      address: "203.0.113.7",
      local: false,
      headers: { "x-action-forwarded": "1" },
    });
    const ours: IncomingHttpHeaders = {};
    markHop(ours, "127.0.0.1");
    expect(resolve({ headers: ours }).local).toBe(false);
  });

  test("a signature does not cover another address", () => {
    const headers: IncomingHttpHeaders = {};
    markHop(headers, "203.0.113.7");
    const forged = String(headers["x-tenfour-hop"]).replace("203.0.113.7", "203.0.113.8");
    expect(resolve({ headers: { "x-tenfour-hop": forged } }).address).toBe("127.0.0.1");
  });

  test("a trusted proxy may say by which name it was called", () => {
    const headers = { "x-forwarded-host": "text.example.com", "x-forwarded-for": "203.0.113.7" };
    const { headers: passed } = resolve({ headers, settings: { TRUST_PROXY: "1" } });
    expect(passed).toMatchObject(headers);
  });
});
