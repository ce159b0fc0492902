import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestContext } from "./request-context";

/**
 * Next answers 500 when it cannot read the arguments of a server action, though the sender is at fault. Turns that into
 * 400: every action first asks who calls it (`noteHandler` in request-context.ts), so where nobody asked, the action
 * never ran.
 */
export function blameUnreadableActions(
  request: IncomingMessage,
  response: ServerResponse,
  context: RequestContext,
): void {
  const { "content-type": contentType = "", "next-action": action } = request.headers;
  if (request.method !== "POST" || (action === undefined && !contentType.startsWith("multipart/form-data"))) return;
  const writeHead = response.writeHead.bind(response) as (...rest: unknown[]) => ServerResponse;
  response.writeHead = ((status: number, ...rest: unknown[]) =>
    writeHead(status === 500 && !context.handled ? 400 : status, ...rest)) as typeof response.writeHead;
}
