import { Agent, type Dispatcher, request } from "undici";
import { checkLiteral, ForbiddenAddress, guardedLookup, type Resolve } from "./addresses";

/** Why a file did not come. `again`: a later try may help. The reason is for the leader. */
export class NotFetched extends Error {
  constructor(
    reason: string,
    readonly again: boolean,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}

export type Guard = {
  mostBytes: number;
  /** Milliseconds for the whole of it, redirects included. */
  patience: number;
  /** The one origin that may be reached although it is on this machine: the carrier's own (lib/carrier/origin.ts). */
  allowedOrigin: string | null;
  /** Headers for the first address only: they never follow a redirect to another origin. */
  headers?: Record<string, string>;
  /** For tests: names that are answered otherwise than by DNS. */
  resolve?: Resolve;
};

const mostRedirects = 3;

/**
 * Fetches a file from an address that somebody else chose: https or http on the open internet only, each redirect
 * checked anew, no more bytes than allowed whatever the answer promises, no longer than allowed however slowly it
 * drips. Throws NotFetched.
 */
export async function fetchGuarded(address: string, guard: Guard): Promise<Buffer> {
  const agent = new Agent({
    connect: { lookup: guardedLookup(guard.resolve), timeout: 5_000 },
    headersTimeout: 10_000,
    bodyTimeout: 10_000,
  });
  const unguarded = guard.allowedOrigin ? new Agent({ connect: { timeout: 5_000 } }) : null;
  const late = AbortSignal.timeout(guard.patience);
  try {
    return await follow(
      address,
      guard,
      (url) => (unguarded && url.origin === guard.allowedOrigin ? unguarded : agent),
      late,
    );
  } catch (error) {
    throw notFetched(error, late.aborted);
  } finally {
    // Not close(): what still drips must end now.
    await agent.destroy();
    await unguarded?.destroy();
  }
}

async function follow(
  address: string,
  guard: Guard,
  dispatcherFor: (url: URL) => Dispatcher,
  signal: AbortSignal,
): Promise<Buffer> {
  const first = readUrl(address);
  let url = first;
  for (let hop = 0; hop <= mostRedirects; hop++) {
    if (url.origin !== guard.allowedOrigin) checkLiteral(url.hostname);
    const answer = await request(url, {
      dispatcher: dispatcherFor(url),
      signal,
      headers: { "accept-encoding": "identity", ...(url.origin === first.origin ? guard.headers : {}) },
    });
    const { statusCode, headers } = answer;
    if (statusCode >= 200 && statusCode < 300) return readBounded(answer.body, guard.mostBytes);
    answer.body.on("error", () => {}).destroy();
    const location = headers.location;
    if (statusCode >= 300 && statusCode < 400 && typeof location === "string") {
      url = readUrl(location, url);
      continue;
    }
    throw new NotFetched(`The carrier answered ${statusCode} instead of handing it out.`, true);
  }
  throw new NotFetched("The carrier's address led in circles.", false);
}

function readUrl(address: string, base?: URL): URL {
  const url = URL.canParse(address, base) ? new URL(address, base) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    throw new NotFetched("The carrier gave an address that is not fetched from.", false);
  return url;
}

async function readBounded(body: AsyncIterable<Buffer>, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > most) throw new NotFetched(`It is larger than ${Math.round(most / 1024 / 1024)} MB.`, false);
    chunks.push(chunk);
  }
  if (size === 0) throw new NotFetched("The carrier handed out an empty file.", true);
  return Buffer.concat(chunks);
}

function notFetched(error: unknown, late: boolean): NotFetched {
  if (error instanceof NotFetched) return error;
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof ForbiddenAddress)
      return new NotFetched("It lies at an address that is not fetched from.", false, { cause: error });
  }
  const reason = late ? "It took too long to come." : "The line to the carrier broke.";
  return new NotFetched(reason, true, { cause: error });
}
