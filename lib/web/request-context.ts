import { AsyncLocalStorage } from "node:async_hooks";
import type { ServerResponse } from "node:http";
import { runInScope } from "@/lib/db/scope";

/** Where a request comes from, as lib/web/resolve-client.ts found out. */
export type Client = {
  /** IPv4 or IPv6, never what the client claims itself; "unknown" once its connection is gone. */
  address: string;
  /** A browser that opened the address printed at start, through no proxy, while PUBLIC_URL leads to this computer. */
  local: boolean;
};

/**
 * What the server knows about the HTTP request in progress. Mutable on purpose: code deep in a route fills in what it
 * learns (what the visitor proved), and everything called later in the same request sees it.
 */
export type RequestContext = {
  client: Client;
  /** The response under way, so that a server action can set a status, which Next gives it no way to do. */
  response: Pick<ServerResponse, "statusCode" | "headersSent">;
  /** Code of ours has begun to handle the request: it asked who the visitor is. */
  handled?: boolean;
};

// Next bundles routes apart from server.ts, so the store that both use lives on globalThis.
const shared = globalThis as typeof globalThis & { tenfourRequest?: AsyncLocalStorage<RequestContext> };
shared.tenfourRequest ??= new AsyncLocalStorage();
const store = shared.tenfourRequest;

/** Runs `handle` with `context` as the current request. */
export function runInRequest<Result>(context: RequestContext, handle: () => Result): Result {
  return store.run(context, () => runInScope(handle));
}

/** The request in progress, or undefined outside of one (workers, the command line, plain `next start`). */
export function requestContext(): RequestContext | undefined {
  return store.getStore();
}

/** Notes that code of ours handles the request in progress (lib/web/unreadable-action.ts). */
export function noteHandler(): void {
  const context = store.getStore();
  if (context) context.handled = true;
}

/** Sets the status of the response in progress. Without a request context it does nothing. */
export function respondWith(status: number): void {
  const response = requestContext()?.response;
  if (response && !response.headersSent) response.statusCode = status;
}
