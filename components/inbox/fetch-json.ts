/** The server could not answer now; the words are for the person. */
export class Away extends Error {}

/** Reads JSON from our own routes. Signed out: goes to sign in and back. Null: there is no such thing. */
export async function fetchJson<Data>(address: string, signal?: AbortSignal): Promise<Data | null> {
  let answer: Response;
  try {
    answer = await fetch(address, { signal, headers: { accept: "application/json" } });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Away("The line to the server is broken. Your draft is kept; trying again…");
  }
  if (answer.status === 401 || answer.redirected) {
    window.location.assign(`/sign-in?next=${encodeURIComponent(window.location.pathname)}`);
    return new Promise(() => {});
  }
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Away("The database is away for a moment. Your draft is kept; trying again…");
  return (await answer.json()) as Data;
}
