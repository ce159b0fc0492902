import { AsyncLocalStorage } from "node:async_hooks";

/** Whose rows the database shows. Mutable: a request learns its leader once its session is verified. */
type Scope = { leaderId: number | null };

// Next bundles routes apart from server.ts, so the store that both use lives on globalThis.
const shared = globalThis as typeof globalThis & { tenfourScope?: AsyncLocalStorage<Scope> };
shared.tenfourScope ??= new AsyncLocalStorage();
const store = shared.tenfourScope;

/** Why code inside a leader's request may see rows of every leader. Each place is listed in tests/db/as-system.test.ts. */
export type SystemReason =
  /** The operator's pages and settings are about the whole instance. */
  | "operator"
  /** Something must be unique, or is looked up, among all leaders: a handle, a number, a teammate's mobile. */
  | "among all leaders"
  /** Challenges, codes and guesses of signing in: their tables are the instance's, and closed to a leader's request. */
  | "sign-in"
  /** A read whose index row-level security would take away. Its own WHERE names the leader (docs/benchmarks.md). */
  | "hot read"
  /** Work for the whole instance that a request happens to trigger: counters, caches. */
  | "background";

/** Runs `handle` as one request. It starts in system scope; `setTenant` narrows it. */
export function runInScope<Result>(handle: () => Result): Result {
  return store.run({ leaderId: null }, handle);
}

/** From here on, this request's queries see only this leader's rows. Outside of a request it does nothing. */
export function setTenant(leaderId: number): void {
  const scope = store.getStore();
  if (scope) scope.leaderId = leaderId;
}

/** The leader this request is limited to; null in system scope (workers, webhooks, public pages, sign-in). */
export function tenant(): number | null {
  return store.getStore()?.leaderId ?? null;
}

/** Runs `work` limited to one leader's rows, whatever the request is. */
export function asTenant<Result>(leaderId: number, work: () => Result): Result {
  return store.run({ leaderId }, work);
}

/** Runs `work` with every leader's rows. Timers and promises it starts stay in system scope, too. */
export function asSystem<Result>(_reason: SystemReason, work: () => Result): Result {
  return store.run({ leaderId: null }, work);
}
