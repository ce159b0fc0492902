import { AsyncLocalStorage } from "node:async_hooks";
import type { ServerResponse } from "node:http";

type Answer = Pick<ServerResponse, "statusCode" | "headersSent">;

// Next bundles actions apart from server.ts, so the answer both speak of lives on globalThis.
const shared = globalThis as typeof globalThis & { tenfourAnswer?: AsyncLocalStorage<Answer> };
shared.tenfourAnswer ??= new AsyncLocalStorage();
const answers = shared.tenfourAnswer;

/** Handles a request so that whatever is called on the way can say with which status it is answered. */
export function answering<Done>(answer: Answer, handle: () => Done): Done {
  return answers.run(answer, handle);
}

/**
 * The request under way is answered 404. Next lets an action say what it answers, but not the status; outside of
 * `answering` (plain `next start`) it stays 200, with the same words.
 */
export function answerNotFound(): void {
  const answer = answers.getStore();
  if (answer && !answer.headersSent) answer.statusCode = 404;
}
