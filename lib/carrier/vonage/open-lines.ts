import { Messages } from "@vonage/messages";
import { Agent } from "undici";

/** Milliseconds after which a request's fate is unknown. */
export const timeout = 20_000;

/** Lines to the carrier that stay open between requests. */
const lines = new Agent({ connect: { timeout }, headersTimeout: timeout, bodyTimeout: timeout });

type Ask = Parameters<Messages["sendRequest"]>[0];
type Answer<T> = Awaited<ReturnType<typeof Messages.prototype.sendRequest<T>>>;

/**
 * The SDK's client of the Messages API, but for how a request travels: over undici's open lines, where the SDK asks
 * `fetch`, which takes eight times the work for each text (docs/scale.md). What is asked, how it is signed and what
 * is thrown for an answer that is not 2xx stays the SDK's. A redirect is such an answer: nothing is sent twice.
 */
export class MessagesOnOpenLines extends Messages {
  override async sendRequest<T>(asked: Ask): Promise<Answer<T>> {
    const request = await this.prepareRequest(asked);
    const { origin, pathname, search } = new URL(request.url);
    const { statusCode: status, body } = await lines.request({
      origin,
      path: pathname + search,
      method: request.method,
      headers: request.headers,
      body: this.prepareBody(request),
    });
    const text = await body.text();
    if (status < 200 || status > 299) return this.parseResponse(request, new Response(text, { status }));
    return { data: parsed(text) as T, config: request, request, status, statusText: "", headers: {} };
  }
}

/** Milliseconds a question whether the carrier answers may take. */
const patience = 10_000;

/** Whether anything answers for the Messages API at this host; a gateway that answers for a server that does not is nobody. */
export async function answersAt(apiHost: string): Promise<boolean> {
  try {
    const { statusCode, body } = await lines.request({
      origin: new URL(apiHost).origin,
      path: "/v1/messages",
      method: "GET",
      headersTimeout: patience,
      bodyTimeout: patience,
    });
    await body.dump();
    return ![502, 503, 504, 520, 524].includes(statusCode);
  } catch {
    return false;
  }
}

/** null where it is no JSON: whether the text was taken is then not known. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
