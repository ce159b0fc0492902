import { AsyncLocalStorage } from "node:async_hooks";
import type { ServerResponse } from "node:http";

/**
 * What the server knows about the HTTP request in progress. Mutable on purpose: code deep in a route fills in what it
 * learns (the tenant once the session is verified), and everything called later in the same request sees it.
 */
export type RequestContext = {
  /** The response under way, so that a server action can set a status, which Next gives it no way to do. */
  response: Pick<ServerResponse, "statusCode" | "headersSent">;
};

// Next bundles routes apart from server.ts, so the store that both use lives on globalThis.
const shared = globalThis as typeof globalThis & { tenfourRequest?: AsyncLocalStorage<RequestContext> };
shared.tenfourRequest ??= new AsyncLocalStorage();
const store = shared.tenfourRequest;

/** Runs `handle` with `context` as the current request. */
export function runInRequest<Result>(context: RequestContext, handle: () => Result): Result {
  return store.run(context, handle);
}

/** The request in progress, or undefined outside of one (workers, the command line, plain `next start`). */
export function requestContext(): RequestContext | undefined {
  return store.getStore();
}

/** Sets the status of the response in progress to 404. Without a request context it does nothing. */
export function respondNotFound(): void {
  const response = requestContext()?.response;
  if (response && !response.headersSent) response.statusCode = 404;
}
