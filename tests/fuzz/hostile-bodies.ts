import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

const form = "application/x-www-form-urlencoded";
const json = "application/json";
/** Routes that read a body, one of every kind: webhooks of both dialects, sign-in, public forms, actions, uploads. */
const paths = [
  "/webhooks/messages/inbound",
  "/webhooks/messages/status",
  "/webhooks/voice/answer",
  "/webhooks/voice/event",
  "/api/auth/callback/credentials",
  "/join/AAAAAAAAAAAAAAAAAAAAAA",
  "/nadia",
  "/sign-in",
  "/members",
  "/segments/count",
  "/media/own",
  "/members/import/upload",
  "/settings/picture",
];

type Hostile = { path: string; type: string; body: Buffer; chunked?: boolean };

/** Fills `bytes` with what `part` makes, joined by `glue`. */
function filled(bytes: number, part: (at: number) => string, glue: string): Buffer {
  const parts: string[] = [];
  for (let at = 0, length = 0; length < bytes; at++) {
    const one = part(at);
    parts.push(one);
    length += one.length + glue.length;
  }
  return Buffer.from(parts.join(glue)).subarray(0, bytes);
}

const megabyte = 1024 * 1024;
/** Bodies that cost their parser far more than their sender: over every limit, and just below the smallest of bytes. */
const bodies: (Pick<Hostile, "type" | "body"> & { name: string })[] = [3.9 * megabyte, 60 * 1024, 7 * 1024].flatMap(
  (bytes) => [
    { name: "form with many keys", type: form, body: filled(bytes, (at) => at.toString(36), "&") },
    { name: "form with one long value", type: form, body: filled(bytes, () => "a=%41%41%41%41", "") },
    { name: "JSON with many keys", type: json, body: Buffer.from(`{${filled(bytes, (at) => `"${at}":1`, ",")}`) },
    { name: "deep JSON", type: json, body: filled(bytes, () => "[", "") },
    { name: "deep JSON as an action", type: "text/plain;charset=UTF-8", body: filled(bytes, () => '[{"a":', "") },
    { name: "huge array", type: json, body: Buffer.from(`[${filled(bytes, () => "0", ",")}]`) },
    {
      name: "many parts",
      type: "multipart/form-data; boundary=x",
      body: filled(bytes, (at) => `--x\r\nContent-Disposition: form-data; name="${at}"\r\n\r\n1`, "\r\n"),
    },
    { name: "malformed escapes", type: form, body: filled(bytes, () => "%zz%", "=") },
  ],
);

function at(turn: number): Hostile {
  const { type, body } = bodies[turn % bodies.length]!;
  const path = paths[Math.floor(turn / bodies.length) % paths.length]!;
  const query = [`?${"a&".repeat(6_000)}`, `?q=${"%zz".repeat(3_000)}`, "?sig=1", "", "", ""][turn % 6];
  return { path: path + query, type, body, chunked: turn % 2 === 0 };
}

/** Throws `count` hostile requests of every kind at a program, 16 at a time, while 50 slow bodies stay open beside them. */
export async function throwHostile(port: number, count: number): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  const slow = Array.from({ length: 50 }, (_, turn) => slowBody(port, paths[turn % paths.length]!));
  let turn = 0;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (turn < count) {
        const status = await throwOne(port, at(turn++));
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    }),
  );
  for (const stop of slow) stop();
  return statuses;
}

/** Sends one; 0 where the connection was cut before an answer. */
function throwOne(port: number, { path, type, body, chunked }: Hostile): Promise<number> {
  return new Promise((done) => {
    const length = chunked ? { "transfer-encoding": "chunked" } : { "content-length": body.length };
    const headers = { "content-type": type, "next-action": "0".repeat(42), ...length };
    const request = httpRequest({ host: "127.0.0.1", port, path, method: "POST", headers, timeout: 30_000 });
    request.on("response", (response) => {
      response.resume();
      response.on("close", () => done(response.statusCode ?? 0));
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => done(0));
    request.end(body);
  });
}

/** A body of which a byte comes every 100 ms. Returns how to end it. */
function slowBody(port: number, path: string): () => void {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(`POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: ${form}\r\ncontent-length: 5000\r\n\r\n`);
  const timer = setInterval(() => socket.writable && socket.write("a"), 100);
  return () => {
    clearInterval(timer);
    socket.destroy();
  };
}

/**
 * The longest time in milliseconds that the program's event loop stood still while `work` ran, by its own measure
 * (prom-client's nodejs_eventloop_lag_max_seconds, which begins anew at each reading of /metrics).
 */
export async function longestStall<T>(
  readMetrics: () => Promise<string>,
  work: () => Promise<T>,
): Promise<{ ms: number; result: T }> {
  let longest = 0;
  const look = async () => {
    const found = /nodejs_eventloop_lag_max_seconds ([\d.e-]+)/.exec(await readMetrics())?.[1];
    longest = Math.max(longest, Number(found ?? 0));
  };
  await look();
  longest = 0;
  let over = false;
  const looking = (async () => {
    while (!over) {
      await pause(500);
      await look();
    }
  })();
  const result = await work();
  over = true;
  await looking;
  await look();
  return { ms: Math.round(longest * 1000), result };
}
