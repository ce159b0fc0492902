import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { performance } from "node:perf_hooks";
import { iPhone } from "../iphone";
import { signedInbound } from "./signed-inbound";

/** What a load process is told, as JSON in its last argument. */
export type Load = {
  port: number;
  /** Where the signed texts go; or, beginning with "@", a file of paths to be fetched as a browser does. */
  path: string;
  connections: number;
  seconds: number;
  /** Requests made and signed beforehand; past the last one it starts over. */
  requests: number;
  keys: { signatureSecret: string; apiKey: string; applicationId: string };
  to: string;
  seed: number;
};
export type LoadResult = { perSecond: number; p50: number; p99: number; wrong: number; answered: number };

const load = JSON.parse(process.argv.at(-1) ?? "{}") as Load;
const prepared = load.path.startsWith("@")
  ? readFileSync(load.path.slice(1), "utf8").split("\n").map(fetchOf)
  : Array.from({ length: load.requests }, (_, index) => requestFor(index));
let next = 0;
let wrong = 0;
const times: number[] = [];
const begun = performance.now();
const end = begun + load.seconds * 1_000;
await Promise.all(Array.from({ length: load.connections }, line));
const seconds = (performance.now() - begun) / 1_000;
times.sort((a, b) => a - b);
const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
const result: LoadResult = {
  perSecond: times.length / seconds,
  p50: at(0.5),
  p99: at(0.99),
  wrong,
  answered: times.length,
};
console.log(JSON.stringify(result));

function requestFor(index: number): Buffer {
  const { body, authorization } = signedInbound(load, load.seed * 10_000_000 + index);
  const head = [
    `POST ${load.path} HTTP/1.1`,
    "host: localhost",
    "content-type: application/json",
    `authorization: ${authorization}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ].join("\r\n");
  return Buffer.from(`${head}\r\n\r\n${body}`);
}

function fetchOf(path: string): Buffer {
  return Buffer.from(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nuser-agent: ${iPhone}\r\n\r\n`);
}

/** One kept-open line that asks, waits for the answer, and asks again: the cheapest client there is. */
function line(): Promise<void> {
  return new Promise((done) => {
    const socket = connect(load.port, "127.0.0.1");
    let asked = 0;
    let answer = "";
    const ask = () => {
      if (performance.now() > end) return socket.end(done);
      answer = "";
      asked = performance.now();
      socket.write(prepared[next++ % prepared.length] as Buffer);
    };
    socket.setNoDelay(true);
    socket.on("connect", ask);
    socket.on("error", () => {
      wrong++;
      done();
    });
    socket.on("data", (chunk: Buffer) => {
      answer += chunk.toString("latin1");
      if (!isWhole(answer)) return;
      times.push(performance.now() - asked);
      if (!/^HTTP\/1.1 (2|302)/.test(answer)) wrong++;
      ask();
    });
  });
}

function isWhole(answer: string): boolean {
  const head = answer.indexOf("\r\n\r\n");
  if (head < 0) return false;
  if (/^HTTP\/1.1 204/.test(answer)) return true;
  const length = /content-length: (\d+)/i.exec(answer)?.[1];
  return length ? answer.length >= head + 4 + Number(length) : answer.endsWith("0\r\n\r\n");
}
