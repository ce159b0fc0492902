import { type Client, runInRequest } from "@/lib/web/request-context";

/** Runs `work` as server.ts runs a request: with the client's address resolved, and a response to set a status on. */
export function fromClient<Result>(client: Partial<Client>, work: () => Result): Result {
  return runInRequest(
    { client: { address: "203.0.113.7", local: false, ...client }, response: { statusCode: 200, headersSent: false } },
    work,
  );
}
