import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { account } from "./account";
import { callers, sameText } from "./callers";
import { control } from "./control";
import { acceptMessage } from "./messages";
import { answerJson, answerProblem } from "./problems";
import type { SimulatorOptions } from "./settings";
import { World } from "./world";

export type Simulator = { port: number; url: string; close(): Promise<void> };

/** Bytes of a body: a phone sends pictures through the control routes as base64, the API's requests are small. */
const largestControl = 12_000_000;
const largestApi = 1_000_000;
const base = "http://127.0.0.1";

/** Starts a carrier on 127.0.0.1 that speaks Vonage's HTTP; its state is what the ledger in `dir` says. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const world = await World.open(options);
  const allowed = callers(options);
  let requests = 0;
  const server = http.createServer((request, response) => {
    const isControl = request.url?.startsWith("/_sim/") === true;
    if (!isControl && world.switches.outage === "drop") return void request.socket.destroy();
    readBody(request, response, isControl ? largestControl : largestApi, (body) => {
      if (isControl) return answerControl(world, request, response, body);
      if (world.switches.outage === "refuse") return answerProblem(response, 503);
      const { authorization } = request.headers;
      const { outage, outageAccepts, deadServers } = world.switches;
      // In turn, as a load balancer does.
      const turn = requests++;
      if (Math.floor((turn + 1) * deadServers) > Math.floor(turn * deadServers)) return void world.counts.unanswered++;
      if (outage === "silent" || outage === "gateway") {
        const end = () => outage === "gateway" && response.writeHead(504).end();
        if (request.method !== "POST") return end();
        world.counts.unanswered++;
        if (request.url !== "/v1/messages" || Math.random() >= outageAccepts) return end();
        return acceptMessage(world, allowed.api(authorization), body, response, end);
      }
      if (request.method === "POST" && request.url === "/v1/messages")
        return acceptMessage(world, allowed.api(authorization), body, response);
      const url = urlOf(request);
      if (url && request.method === "GET" && url.pathname.startsWith("/media/"))
        return world.files.serve(url.pathname.slice("/media/".length), response);
      if (url && request.method === "GET" && url.pathname.startsWith("/v1/files/")) {
        // Recordings are the account's own: only the application's bearer opens them.
        if (!authorization?.startsWith("Bearer ") || !allowed.api(authorization)) return answerProblem(response, 401);
        return world.files.serve(url.pathname.slice("/v1/files/".length), response);
      }
      if (url && account(world, request.method ?? "GET", url, body, allowed.basic(authorization), response)) return;
      answerJson(response, 404, { title: "Not Found" });
    });
  });
  // Longer than any client keeps a line at rest, so that no request is written to a line that is being closed.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  world.webhooks.base = `${base}:${port}`;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async close() {
      world.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answerControl(world: World, request: IncomingMessage, response: ServerResponse, body: string): unknown {
  const url = urlOf(request);
  if (!url || !sameText(String(request.headers["x-sim-key"] ?? ""), world.options.apiSecret))
    return answerJson(response, 401, { error: "Wrong key." });
  void control({ world, url, body, request, response });
}

function urlOf(request: IncomingMessage): URL | null {
  return URL.canParse(request.url ?? "/", base) ? new URL(request.url ?? "/", base) : null;
}

/** Reads a body of at most `largest` bytes and hands it on; answers 413 to more and keeps none of it. */
function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  largest: number,
  then: (body: string) => void,
): void {
  if (request.method === "GET") {
    then("");
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= largest) chunks.push(chunk);
    else chunks.length = 0;
  });
  request.on("end", () => {
    if (size > largest) answerJson(response, 413, { title: "Payload Too Large" });
    else then((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString("utf8"));
  });
}
