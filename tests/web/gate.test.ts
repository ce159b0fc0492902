import { Agent, createServer, request as httpRequest, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { passGate } from "@/lib/web/gate";
import { send } from "./request";

/** The gate in front of a handler that reads every body and says how long it was. */
let server: Server;
let port = 0;
const seen: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    if (!passGate(request, response)) return;
    if (request.url === "/unread") return void response.writeHead(405).end();
    let bytes = 0;
    request.on("data", (chunk: Buffer) => (bytes += chunk.length));
    request.on("end", () => {
      seen.push(`${request.url} ${bytes}`);
      response.writeHead(200, { "content-type": "text/plain" }).end(String(bytes));
    });
    request.on("error", () => seen.push(`${request.url} broken off`));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const kilobytes = (count: number) => Array.from({ length: count }, () => Buffer.alloc(1024, "a"));

describe("the gate", () => {
  test("refuses addresses that Next would resolve to another route", async () => {
    for (const path of [
      "/simulator/api/../../sign-in",
      "/simulator/api/%2e%2e/%2E./sign-in",
      "/webhooks/./x",
      "/a\\..\\b",
      "/members/..",
    ])
      expect([path, (await send(port, { path, declared: 0 })).status]).toEqual([path, 400]);
    expect((await send(port, { path: "/members/x..css", declared: 0 })).status).toBe(200);
  });

  test("closes a connection that sends requests without waiting for responses", async () => {
    const handled = seen.length;
    const socket = connect(port, "127.0.0.1");
    const one = "POST /pipelined HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n";
    socket.write(one.repeat(500));
    await new Promise((done) => socket.once("close", done));
    expect(seen.length - handled).toBeLessThanOrEqual(4);
  });

  test("lets a body of the limit through, announced or chunked", async () => {
    for (const declared of [64 * 1024, null]) {
      const answer = await send(port, { path: "/join/abc", declared, chunks: kilobytes(64) });
      expect([answer.status, answer.body]).toEqual([200, expect.stringContaining("65536")]);
    }
  });

  test("answers 413 with a sentence before an announced body is read", async () => {
    const answer = await send(port, { path: "/join/abc", declared: 64 * 1024 + 1, headers: { accept: "text/html" } });
    expect([answer.status, answer.body]).toEqual([413, "This request is too large. Send less at once."]);
  });

  test("answers 413 while a chunked body streams, and its handler sees no end of it", async () => {
    const answer = await send(port, { path: "/join/cut", chunks: kilobytes(65) });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      413,
      { message: "This request is too large. Send less at once." },
    ]);
    await new Promise((done) => setTimeout(done, 200));
    expect(seen.filter((line) => line.startsWith("/join/cut"))).toEqual(["/join/cut broken off"]);
  });

  test("a client that sends everything before it reads still sees the 413, and may use the connection again", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const post = (bytes: number) =>
      new Promise<number | undefined>((done, fail) => {
        const request = httpRequest({
          port,
          agent,
          path: "/nadia",
          method: "POST",
          headers: { "content-length": bytes },
        });
        request.on("response", (response) => response.resume().on("end", () => done(response.statusCode)));
        request.on("error", fail);
        request.end(Buffer.alloc(bytes, "a"));
      });
    expect([await post(3_000_000), await post(1_000), await post(3_000_000)]).toEqual([413, 200, 413]);
    agent.destroy();
  });

  test("a connection that is closed after a 413 says so, and the next request takes another one", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const post = (body: string) =>
      new Promise<string>((done, fail) => {
        const headers = { "content-length": body.length, "content-type": "application/json" };
        const request = httpRequest({ port, agent, path: "/nadia", method: "POST", headers });
        request.on("response", (response) => {
          response.resume().on("end", () => done(`${response.statusCode} ${response.headers.connection}`));
        });
        request.on("error", fail);
        request.end(body);
      });
    const [deep, fine] = ["[".repeat(5_000), "[]"];
    const answers = [];
    for (const body of [deep, fine, deep, deep, fine]) answers.push(await post(body));
    expect(answers).toEqual(["413 close", "200 keep-alive", "413 close", "413 close", "200 keep-alive"]);
    agent.destroy();
  });

  test("a connection stays when the handler answered without reading the body", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const post = () =>
      new Promise<string>((done, fail) => {
        const headers = { "content-length": 5_000, "content-type": "application/json" };
        const request = httpRequest({ port, agent, path: "/unread", method: "POST", headers });
        request.on("response", (response) => {
          response.resume().on("end", () => done(`${response.statusCode} ${request.reusedSocket}`));
        });
        request.on("error", fail);
        request.end("[".repeat(5_000));
      });
    expect([await post(), await post(), await post()]).toEqual(["405 false", "405 true", "405 true"]);
    agent.destroy();
  });

  test.each(["/%", "/a%zz", "/join/%E0%A4", "/%00", "/a?b=%00", `/a?${"b&".repeat(150)}`])(
    "answers 400 to %s",
    async (path) => {
      const answer = await send(port, { method: "GET", path, declared: 0, headers: { accept: "text/html" } });
      expect([answer.status, answer.body]).toEqual([400, expect.stringMatching(/^This address .*\.$/)]);
    },
  );

  test("answers 403 to another site, and sets headers that the handler didn't", async () => {
    const headers = { origin: "https://evil.example" };
    expect((await send(port, { path: "/sign-in", declared: 0, headers })).status).toBe(403);
    const { head } = await send(port, { method: "GET", path: "/", declared: 0 });
    expect(head).toMatch(/content-type: text\/plain/i);
    expect(head).toMatch(/content-security-policy: default-src 'none'/i);
    expect(head).toMatch(/x-content-type-options: nosniff/i);
    expect(head).not.toMatch(/strict-transport-security/i);
  });
});
