/** Milliseconds of the first wait; it doubles, and each is shortened by chance so that programs do not ask in step. */
const firstWait = 700;
const tries = 4;

type Chance = { random: () => number; wait: (milliseconds: number) => Promise<void> };
const real: Chance = {
  random: Math.random,
  wait: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
};

/**
 * Asks again where asking again may help: throttled (the Numbers API takes one request a second), a fault on the
 * carrier's side, or a broken line. Only for what may be done twice: never a send, never a purchase.
 */
export async function patiently<T>(ask: () => Promise<T>, { random, wait } = real): Promise<T> {
  for (let turn = 1; ; turn++) {
    try {
      return await ask();
    } catch (error) {
      if (turn === tries || !mayPass(error)) throw error;
      await wait(firstWait * 2 ** (turn - 1) * (0.5 + random() / 2));
    }
  }
}

/** The HTTP status of what the SDK threw; null where no answer came. */
export function statusOf(error: unknown): number | null {
  return (error as { response?: { status?: number } }).response?.status ?? null;
}

function mayPass(error: unknown): boolean {
  const status = statusOf(error);
  return status === null ? isLineError(error) : status === 429 || status >= 500;
}

/** A mistake of ours (a TypeError, say) does not pass with time; a line does. */
function isLineError(error: unknown): boolean {
  const { name, code, type } = error as { name?: string; code?: string; type?: string };
  return name === "AbortError" || name === "FetchError" || type === "system" || typeof code === "string";
}

/** What went wrong with a question about the account, as a sentence for the operator. */
export function accountSentence(error: unknown): string {
  const status = statusOf(error);
  if (status === 401 || status === 403) return "The carrier does not accept the API key and secret.";
  if (status === 402) return "The carrier account is out of credit.";
  if (status === 429) return "The carrier asks us to slow down. Please try again in a minute.";
  if (status === null) return "The carrier cannot be reached. Please try again in a moment.";
  if (status >= 500) return "The carrier has a fault of its own just now. Please try again in a moment.";
  return "The carrier did not do what was asked.";
}
