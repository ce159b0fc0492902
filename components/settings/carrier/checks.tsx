"use client";

import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import type { AccountFinding } from "@/lib/carrier/carrier";
import type { ActionResult } from "@/lib/team/action";

/** A finding about the account, or about what has come from it. */
export type Finding = Omit<AccountFinding, "what"> & { what: AccountFinding["what"] | "arriving" };

export type ChecksProps = {
  /** Asks without being told to: something has just changed. */
  atOnce: boolean;
  check: (nothing: Record<string, never>) => Promise<ActionResult<Finding[]>>;
  fix: (wish: { what: "webhooks" | "numbers" }) => Promise<ActionResult<void>>;
};

const marks = {
  good: { Icon: CircleCheck, look: "text-good", word: "Fine" },
  warning: { Icon: TriangleAlert, look: "text-warn", word: "Look at this" },
  bad: { Icon: CircleAlert, look: "text-bad", word: "Not working" },
};
const fixes = { webhooks: "Set the webhooks", numbers: "Link the numbers" };
const away = "Tenfour could not be reached. Please try again.";

/** Asks the carrier how things are, and puts right what can be put right from here. */
export function Checks({ atOnce, check, fix }: ChecksProps) {
  const [findings, setFindings] = useState<Finding[] | null>(null);
  const [sentence, setSentence] = useState<string | null>(null);
  const [busy, setBusy] = useState<"check" | "webhooks" | "numbers" | null>(null);

  const ask = useCallback(async () => {
    setBusy("check");
    const answer = await check({}).catch(() => null);
    setBusy(null);
    setSentence(answer?.ok ? null : (answer?.message ?? away));
    if (answer?.ok) setFindings(answer.data);
  }, [check]);

  useEffect(() => {
    if (atOnce) void ask();
  }, [atOnce, ask]);

  async function repair(what: "webhooks" | "numbers") {
    setBusy(what);
    const answer = await fix({ what }).catch(() => null);
    if (!answer?.ok) {
      setBusy(null);
      return toast.error(answer?.message ?? away);
    }
    toast.success(what === "webhooks" ? "Texts and calls come here now." : "The numbers are linked.");
    await ask();
  }

  const repairs = [...new Set(findings?.flatMap((one) => one.fix ?? []))];
  return (
    <section className="grid gap-3" aria-busy={busy !== null}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-lg font-semibold">Is everything as it should be?</h2>
        <Button variant="outline" busy={busy === "check"} onClick={ask}>
          Check
        </Button>
      </div>
      <div aria-live="polite" className="grid gap-3">
        {sentence && <p className="text-bad">{sentence}</p>}
        {findings && (
          <ul className="grid gap-2">
            {findings.map(({ what, state, sentence: words }) => {
              const { Icon, look, word } = marks[state];
              return (
                <li key={what} className="flex items-start gap-2.5">
                  <Icon aria-hidden className={`mt-0.5 size-[18px] shrink-0 ${look}`} />
                  <span className="min-w-0 break-words">
                    <span className="sr-only">{word}: </span>
                    {words}
                  </span>
                </li>
              );
            })}
          </ul>
        )}
        {!findings && !sentence && (
          <p className="text-muted">
            Asks the carrier itself about keys, credit, application, webhooks and numbers. Nothing is changed.
          </p>
        )}
      </div>
      {repairs.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {repairs.map((what) => (
            <Button key={what} busy={busy === what} disabled={busy !== null} onClick={() => repair(what)}>
              {fixes[what]}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}
