import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { connect } from "./lib/db/connect";
import { loadEnvFile } from "./lib/db/env-file";
import { waitForDatabase } from "./lib/db/wait";
import { type Env, readEnv } from "./lib/env";
import { surviveBrokenOutput } from "./lib/process/broken-output";
import { isSharedFolder, makePrivate } from "./lib/process/private-files";
import { isRoot } from "./lib/process/run-as";
import { buildIfStale } from "./lib/program/build";
import { onlyOne } from "./lib/program/only-one";
import { setStarted, setWorkRuns } from "./lib/program/running";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
type Stop = () => unknown;

/** What is to be undone at the end, last first. */
const undo: Stop[] = [];

async function start(): Promise<void> {
  surviveBrokenOutput();
  Object.assign(process.env, { NODE_ENV: process.env.NODE_ENV ?? "production" });
  loadEnvFile();
  const env = readEnv();
  // Not earlier: the log reads its level from the settings.
  const { maskOutput } = await import("./lib/process/mask-output");
  maskOutput();
  const web = env.ROLES.includes("web");
  let handle: Handler = (_, response) => response.writeHead(503, { "retry-after": "5" }).end("Tenfour is starting.");
  const listening = web ? await listen(env, (request, response) => handle(request, response)) : null;
  if (web) await buildIfStale(console.log);
  // Whatever is written from here on (texts, numbers, keys) is for this user only. The built pages are not secret.
  process.umask(0o077);

  const waiting = <T>(work: () => Promise<T>) => waitForDatabase(work, console.error);
  const database = await waiting(() => connect({ takeOver: true }));
  undo.push(() => database.close({ alsoTakenOver: true }));
  undo.push(onlyOne(env.DATA_DIR));
  const base = `http://${reachable(env.HOST)}:${listening?.port ?? env.PORT}`;
  process.env.PUBLIC_URL ||= `http://localhost:${listening?.port ?? env.PORT}`;
  process.env.NEXTAUTH_URL = process.env.PUBLIC_URL;
  // Only now, for these rooms read the settings that were made above.
  const { startCarrier } = await import("./lib/carrier/watch");
  const { simulator: secrets } = database.secrets;
  undo.push(await waiting(() => startCarrier({ secrets, dataDir: env.DATA_DIR, webhookBase: base })));
  const { writeTallies } = await import("./lib/tally/count");
  undo.push(writeTallies);
  const { makeKeys } = await import("./lib/program/console-keys");
  const keys = web ? await waiting(() => makeKeys(readEnv())) : null;

  if (web) handle = await webHandler(Number(listening?.port), base);
  await startRoles(env);
  setStarted();
  if (keys) console.log([`Tenfour is ready: ${keys.address}`, ...keys.lines].join("\n"));
  else console.log(`Tenfour is ready (${env.ROLES.join(", ")}).`);
  if (isRoot()) console.warn("Tenfour runs as root. An unprivileged user is safer: see docs/hardening.md.");
  if (isSharedFolder(env.DATA_DIR))
    console.warn(
      `DATA_DIR (${env.DATA_DIR}) is shared with others, so its mode was left alone. Use a folder of its own.`,
    );
  const tightened = await makePrivate(env.DATA_DIR);
  if (tightened > 0)
    console.log(`${tightened} files and folders in ${env.DATA_DIR} could be read by others. They are private now.`);
}

async function listen(env: Env, handle: Handler): Promise<{ port: number }> {
  const server = createServer({ keepAliveTimeout: 65_000 }, handle);
  await new Promise<void>((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE")
        fail(new Error(`Port ${env.PORT} is in use. Stop what uses it, or set PORT to another one.`));
      else if (error.code === "EACCES")
        fail(new Error(`Port ${env.PORT} may not be opened by this user. Set PORT to one above 1023.`));
      else fail(error);
    });
    server.listen(env.PORT, env.HOST, done);
  });
  undo.push(() => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  });
  return { port: (server.address() as { port: number }).port };
}

/** Where this process reaches its own listener. */
function reachable(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

async function webHandler(port: number, base: string): Promise<Handler> {
  const { default: next } = await import("next");
  const { takeLane } = await import("./app/lane");
  const { passGate } = await import("./lib/web/gate");
  const { resolveClient } = await import("./lib/web/resolve-client");
  const { admitLocalVisitor } = await import("./lib/web/local-visitor");
  const { markHop, readHop } = await import("./lib/web/internal-hop");
  const { admit } = await import("./lib/web/admit");
  const { blameUnreadableActions } = await import("./lib/web/unreadable-action");
  const { runInRequest } = await import("./lib/web/request-context");
  const app = next({ dev: false, dir: process.cwd(), hostname: "localhost", port });
  await app.prepare();
  undo.push(() => app.close());
  const { flush: writeTaps } = await import("./lib/broadcasts/taps");
  undo.push(writeTaps);
  const handle = app.getRequestHandler();
  // Where Next forwards server actions to; by itself it takes https://localhost behind a proxy that speaks https.
  process.env.__NEXT_PRIVATE_ORIGIN = base;
  const settings = readEnv();
  return (request, response) => {
    if (!passGate(request, response) || admitLocalVisitor(request, response)) return;
    // What Next sends to itself belongs to a request that has its turn already.
    const isInternal = readHop(request.headers) !== null;
    const client = resolveClient(request, settings);
    const context = { response, client };
    const toNext = () => {
      markHop(request.headers, client.address);
      blameUnreadableActions(request, response, context);
      void handle(request, response);
    };
    if (runInRequest(context, () => takeLane(request, response))) return;
    if (isInternal) runInRequest(context, toNext);
    else admit(request, response, client.address, () => runInRequest(context, toNext));
  };
}

/** Beside the web the other roles have a thread of their own; without it they are all this process does. */
async function startRoles(env: Env): Promise<void> {
  const { stopListening } = await import("./lib/live/listen");
  undo.push(stopListening);
  const roles = env.ROLES.filter((role) => role !== "web");
  if (roles.length === 0) return;
  if (env.ROLES.includes("web")) {
    const { startWorkThread } = await import("./lib/program/work-thread");
    undo.push(await startWorkThread(roles));
  } else {
    const { startWork } = await import("./lib/program/work");
    undo.push(await waitForDatabase(() => startWork(roles), console.error));
    setWorkRuns(true);
  }
}

let stopping: Promise<void> | undefined;

/** Stops everything, last started first. Each step has its time, so that Ctrl-C always ends. */
function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    for (const step of undo.splice(0).reverse()) {
      await Promise.race([
        Promise.resolve()
          .then(step)
          .catch(() => {}),
        new Promise((done) => setTimeout(done, 12_000)),
      ]);
    }
    process.exit(code);
  })();
  return stopping;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));

// Node would print it with everything that is in it.
process.on("uncaughtException", (error) => {
  console.error(error);
  void stop(1);
});

start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  void stop(1);
});
