import { createServer, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { availableParallelism } from "node:os";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { admit } from "@/lib/web/admit";
import { passGate } from "@/lib/web/gate";
import { Lane } from "@/lib/web/lane";
import { until } from "../program";
import { send } from "./request";

/** The lines in front of a handler that answers when it is told to. */
let server: Server;
let port = 0;
const handled: { path: string; response: ServerResponse }[] = [];
const [most, longest] = [2 * availableParallelism(), 50 * availableParallelism()];

beforeAll(async () => {
  server = createServer((request, response) => {
    if (!passGate(request, response)) return;
    admit(request, response, String(request.headers["x-visitor"] ?? "198.51.100.1"), () => {
      request.resume();
      handled.push({ path: request.url ?? "", response });
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  port = (server.address() as AddressInfo).port;
});
const finish = () => {
  for (const { response } of handled.splice(0)) response.end("done");
};
afterEach(async () => {
  finish();
  server.closeAllConnections();
  await new Promise((done) => setTimeout(done, 50));
  finish();
});
afterAll(() => void server.close());

const get = (path: string, visitor = "198.51.100.1") =>
  send(port, { method: "GET", path, declared: 0, headers: { "x-visitor": visitor } });
/** The visitor's half of the line is full, and more. */
const flood = () => Array.from({ length: most + longest / 2 }, (_, at) => get(`/flood?${at}`));

test("a few pages run at a time, the others wait their turn, and past the line the answer is 503", async () => {
  const total = most + longest + 3;
  const answers = Array.from({ length: total }, (_, at) => get(`/nadia?${at}`, `198.51.100.${at % 4}`));
  const refused = until("the refusals", async () => {
    const settled = await Promise.all(answers.map((one) => Promise.race([one, null])));
    const early = settled.filter((one) => one !== null);
    return early.length >= 3 ? early : null;
  });
  for (const answer of await refused) {
    expect(answer.status).toBe(503);
    expect(answer.head).toMatch(/^retry-after: \d+$/im);
    expect(answer.body).toMatch(/busy/);
  }
  expect(handled).toHaveLength(most);
  const seen: number[] = [];
  const pump = setInterval(() => {
    seen.push(handled.length);
    finish();
  }, 5);
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  clearInterval(pump);
  expect(statuses.filter((status) => status === 200)).toHaveLength(total - 3);
  expect(Math.max(...seen)).toBeLessThanOrEqual(most);
});

test("one visitor fills half of the line, and another one's page comes next all the same", async () => {
  const answers = flood();
  await until("the pages", () => handled.length === most);
  // The others have arrived, too.
  await new Promise((done) => setTimeout(done, 300));
  expect((await get("/one-too-many")).status).toBe(503);
  const other = get("/other", "203.0.113.9");
  await new Promise((done) => setTimeout(done, 50));
  handled.shift()?.response.end();
  await until("the next", () => handled.length === most);
  handled.shift()?.response.end();
  await until("the other visitor's page", () => handled.some(({ path }) => path === "/other"));
  const pump = setInterval(finish, 5);
  await Promise.all([...answers, other]);
  clearInterval(pump);
});

describe("while the line of pages is full", () => {
  test.each(["/health", "/metrics", "/live", "/simulator/api/events", "/_next/static/x.js", "/picture/x"])(
    "%s is handled at once",
    async (path) => {
      for (let at = 0; at < most + 5; at++) void get(`/nadia?${at}`);
      await until("the pages", () => handled.length === most);
      void get(path);
      await until(path, () => handled.some((one) => one.path === path));
    },
  );
});

test("whoever sends a small body slowly keeps no turn", async () => {
  const sockets = Array.from({ length: most }, () => {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write("POST /join/x HTTP/1.1\r\nhost: x\r\ncontent-type: text/x\r\ncontent-length: 100\r\n\r\nslow");
    return socket;
  });
  await new Promise((done) => setTimeout(done, 100));
  expect(handled).toEqual([]);
  const answer = get("/nadia");
  await until("the page", () => handled.length === 1);
  finish();
  expect((await answer).status).toBe(200);
  sockets[0]?.write("a".repeat(96));
  await until("the post that has arrived", () => handled.length === 1);
  for (const socket of sockets) socket.destroy();
});

test("whoever left while waiting is not worked for", async () => {
  for (let at = 0; at < most; at++) void get(`/nadia?${at}`);
  await until("the pages", () => handled.length === most);
  const gone = connect(port, "127.0.0.1");
  gone.write("GET /gone HTTP/1.1\r\nhost: x\r\n\r\n");
  await new Promise((done) => setTimeout(done, 50));
  gone.destroy();
  const last = get("/last");
  await new Promise((done) => setTimeout(done, 50));
  finish();
  await until("the last", () => handled.some(({ path }) => path === "/last"));
  finish();
  expect((await last).status).toBe(200);
  expect(handled.some(({ path }) => path === "/gone")).toBe(false);
});

test("an open event stream keeps no turn", async () => {
  for (let at = 0; at < most * 3; at++) {
    void get(`/live?${at}`);
    await until("the stream", () => handled.length === at + 1);
    handled.at(-1)?.response.writeHead(200, { "content-type": "text/event-stream" });
    handled.at(-1)?.response.write(": open\n\n");
  }
  expect(handled).toHaveLength(most * 3);
});

test.each(["TRACE", "PROPFIND", "MKCOL", "PURGE"])("%s is answered 405", async (method) => {
  const answer = await send(port, { method, path: "/sign-in", declared: 0 });
  expect(answer.status).toBe(405);
  expect(answer.head).toMatch(/^allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS$/im);
  expect(handled).toEqual([]);
});

test("a lane counts whoever leaves twice once", () => {
  const lane = new Lane(1, 1);
  const leaves: (() => void)[] = [];
  expect(lane.enter("a", (leave) => leaves.push(leave))).toBe(true);
  expect(lane.enter("a", (leave) => leaves.push(leave))).toBe(true);
  expect(lane.enter("a", () => {})).toBe(false);
  leaves[0]?.();
  leaves[0]?.();
  expect(lane.enter("a", () => {})).toBe(true);
});
