import { useEffect, useState } from "react";

/** Milliseconds without a key before the page is drawn again. */
const rest = 250;

/** The fan's page as the draft would make it, drawn by the server. Keeps the last one while a new one is on its way. */
export function usePreview(draft: object): { html: string; away: boolean } {
  const [shown, setShown] = useState({ html: "", away: false });
  const body = JSON.stringify(draft);
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const answer = await fetch("/settings/sign-up/preview", {
          method: "POST",
          body,
          headers: { "content-type": "application/json" },
          signal: stop.signal,
        });
        if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
        const html = await answer.text();
        setShown({ html, away: false });
      } catch {
        if (!stop.signal.aborted) setShown((before) => ({ ...before, away: true }));
      }
    }, rest);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [body]);
  return shown;
}
