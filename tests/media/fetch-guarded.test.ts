import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isPublic, type Resolve } from "@/lib/media/addresses";
import { fetchGuarded, type Guard, NotFetched } from "@/lib/media/fetch-guarded";

type Door = (request: http.IncomingMessage, response: http.ServerResponse) => void;
const servers: http.Server[] = [];
async function serve(door: Door): Promise<string> {
  const server = http.createServer(door);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

let inside: string;
let visits = 0;
let asked: http.IncomingHttpHeaders[] = [];
let carrier: string;

beforeAll(async () => {
  // What nobody outside may make us visit.
  inside = await serve((_, response) => {
    visits++;
    response.end("secret");
  });
  // What may be visited although it is on this machine: it plays the simulator.
  carrier = await serve((request, response) => {
    asked.push(request.headers);
    const path = request.url ?? "/";
    if (path === "/file") return response.end("picture");
    if (path === "/gone") return response.writeHead(404).end();
    if (path === "/again") return response.writeHead(302, { location: "/file" }).end();
    if (path === "/circle") return response.writeHead(302, { location: "/circle" }).end();
    if (path === "/inside") return response.writeHead(302, { location: `${inside}/x` }).end();
    if (path.startsWith("/to?")) return response.writeHead(307, { location: decodeURIComponent(path.slice(4)) }).end();
    if (path === "/lies") {
      // It says ten bytes and would send without end: node keeps to what it was told, so the raw line is used.
      const { socket } = response;
      socket?.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
      const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
      const more = setInterval(() => socket?.write(chunk), 1);
      socket?.on("close", () => clearInterval(more)).on("error", () => {});
      return;
    }
    if (path === "/long") return response.writeHead(200, { "content-length": "10" }).end("0123456789".slice(0, 10));
    if (path === "/drip") {
      const more = setInterval(() => response.write("."), 30);
      response.on("close", () => clearInterval(more));
      return;
    }
    if (path === "/silent") return;
    response.end();
  });
});
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

const fetched = (url: string, more: Partial<Guard> = {}) =>
  fetchGuarded(url, { mostBytes: 100_000, patience: 5_000, allowedOrigin: carrier, ...more });
async function refusal(url: string, more: Partial<Guard> = {}): Promise<NotFetched> {
  const error = await fetched(url, more).then(
    () => new Error("it was fetched"),
    (error: Error) => error,
  );
  expect(error).toBeInstanceOf(NotFetched);
  return error as NotFetched;
}

describe("addresses", () => {
  test.each([
    "127.0.0.1",
    "127.8.9.10",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.8",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fc00::1",
    "fd12:3456::1",
    "fec0::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:db8::1",
    "nonsense",
    "",
  ])("%s is not on the open internet", (address) => expect(isPublic(address)).toBe(false));

  test.each(["8.8.8.8", "104.16.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])("%s is", (address) =>
    expect(isPublic(address)).toBe(true),
  );
});

describe("a fetch that somebody else chose", () => {
  test("never reaches this machine or its network, however the address is written", async () => {
    const { port } = new URL(inside);
    visits = 0;
    for (const host of [
      "127.0.0.1",
      "127.1",
      "0x7f.0.0.1",
      "2130706433",
      "0177.0.0.1",
      "0.0.0.0",
      "[::1]",
      "[::]",
      "[::ffff:127.0.0.1]",
      "[::ffff:7f00:1]",
      "[64:ff9b::7f00:1]",
      "10.0.0.5",
      "192.168.0.10",
      "169.254.169.254",
      "localhost",
    ]) {
      const error = await refusal(`http://${host}:${port}/x`);
      expect([host, error.message, error.again]).toEqual([
        host,
        "It lies at an address that is not fetched from.",
        false,
      ]);
    }
    expect(visits).toBe(0);
  });

  test("does not reach it by a name that resolves there, wholly or in part", async () => {
    visits = 0;
    const answers: Record<string, string[]> = {
      "one.example": ["127.0.0.1"],
      "two.example": ["8.8.8.8", "10.0.0.1"],
      "six.example": ["::ffff:127.0.0.1"],
      "meta.example": ["169.254.169.254"],
    };
    const resolve: Resolve = async (host) =>
      (answers[host] ?? []).map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    for (const host of Object.keys(answers)) {
      const error = await refusal(`http://${host}:${new URL(inside).port}/x`, { resolve });
      expect(error.message).toBe("It lies at an address that is not fetched from.");
    }
    expect(visits).toBe(0);
  });

  test("asks for a name once and connects to what was looked at, so that a second answer cannot be another", async () => {
    let times = 0;
    const resolve: Resolve = async () => {
      times++;
      // TEST-NET-like behaviour: the first answer is public and dead, a second one would be this machine.
      return times === 1 ? [{ address: "192.0.2.1", family: 4 }] : [{ address: "127.0.0.1", family: 4 }];
    };
    visits = 0;
    await refusal(`http://rebind.example:${new URL(inside).port}/x`, { resolve, patience: 1_500 });
    expect([times, visits]).toEqual([1, 0]);
  });

  test("does not reach it by a redirect, of whatever kind", async () => {
    visits = 0;
    const { port } = new URL(inside);
    await refusal(`${carrier}/inside`);
    for (const target of [
      `http://[::1]:${port}/`,
      `http://localhost:${port}/`,
      "http://169.254.169.254/latest/meta-data",
    ])
      await refusal(`${carrier}/to?${encodeURIComponent(target)}`);
    const strange = await refusal(`${carrier}/to?${encodeURIComponent("file:///etc/passwd")}`);
    expect(strange.again).toBe(false);
    expect((await refusal("file:///etc/passwd")).again).toBe(false);
    expect((await refusal("http://user:password@8.8.8.8/")).again).toBe(false);
    expect(visits).toBe(0);
  });

  test("goes where the carrier's own redirect leads, and not in circles", async () => {
    expect((await fetched(`${carrier}/again`)).toString()).toBe("picture");
    expect((await refusal(`${carrier}/circle`)).message).toMatch(/circles/);
  });

  test("the one exception is an exact origin: another port or host of this machine is none", async () => {
    expect((await fetched(`${carrier}/file`)).toString()).toBe("picture");
    await refusal(`${carrier.replace("127.0.0.1", "localhost")}/file`);
    await refusal(`${carrier}/file`, { allowedOrigin: null });
    await refusal(`${carrier}/file`, { allowedOrigin: inside });
  });

  test("keys go to the address they are for, and do not follow a redirect to another origin", async () => {
    asked = [];
    await fetched(`${carrier}/again`, { headers: { authorization: "Bearer x" } });
    expect(asked.map((headers) => headers.authorization)).toEqual(["Bearer x", "Bearer x"]);
    const stranger = await serve((_, response) => response.writeHead(302, { location: `${carrier}/file` }).end());
    asked = [];
    await refusal(`${stranger}/`, { headers: { authorization: "Bearer x" } });
    expect(asked).toEqual([]);
  });

  test("takes no more bytes than allowed, whatever the answer promised", async () => {
    const error = await refusal(`${carrier}/lies`);
    expect(error.message).toMatch(/larger/);
    expect(error.again).toBe(false);
    expect((await refusal(`${carrier}/long`, { mostBytes: 9 })).message).toMatch(/larger/);
    expect((await fetched(`${carrier}/long`, { mostBytes: 10 })).length).toBe(10);
  });

  test("does not wait for one that drips or says nothing", async () => {
    for (const path of ["/drip", "/silent"]) {
      const error = await refusal(`${carrier}${path}`, { patience: 400 });
      expect([error.message, error.again]).toEqual(["It took too long to come.", true]);
    }
  });

  test("what is gone or empty may be there later", async () => {
    expect((await refusal(`${carrier}/gone`)).again).toBe(true);
    expect((await refusal(`${carrier}/empty`)).again).toBe(true);
  });
});
