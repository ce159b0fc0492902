import { Problem } from "@/components/sign-in/labelled";
import { Button } from "@/components/ui/button";
import { readPhone, showPhone } from "@/lib/numbers/phone";
import { handleOf, type Step, wordsOf } from "./draft";

/** Everything once more, each with its way back. */
export function ReviewStep({ draft, problem, publicUrl, go }: Step & { publicUrl: string; go: (to: number) => void }) {
  const rows: { what: string; is: string; at: number }[] = [
    { what: "Name", is: draft.name.trim(), at: 0 },
    { what: "Page", is: `${publicUrl.replace(/^https?:\/\//, "")}/${handleOf(draft)}`, at: 0 },
    { what: "Your mobile", is: showPhone(readPhone(draft.mobile)?.e164 ?? draft.mobile), at: 0 },
    { what: "Time zone", is: draft.timeZone.replaceAll("_", " ").replaceAll("/", " · "), at: 1 },
    { what: "Number", is: showPhone(draft.number), at: 2 },
    { what: "First answer", is: wordsOf(draft).trim(), at: 3 },
    { what: "Picture", is: draft.picture ? "Yours" : "None yet", at: 4 },
  ];
  return (
    <div className="grid min-w-0 gap-4 *:min-w-0">
      <dl className="divide-y divide-line">
        {rows.map(({ what, is, at }) => (
          <div key={what} className="flex items-start gap-3 py-2.5">
            <dt className="w-20 shrink-0 sm:w-24 pt-1 text-meta text-muted">{what}</dt>
            <dd className="flex min-w-0 flex-1 items-start gap-3">
              <span className="min-w-0 flex-1 pt-0.5 wrap-anywhere whitespace-pre-wrap">{is}</span>
              <Button variant="quiet" size="sm" onClick={() => go(at)}>
                Change<span className="sr-only"> {what.toLowerCase()}</span>
              </Button>
            </dd>
          </div>
        ))}
      </dl>
      <Problem sentence={problem?.sentence} />
    </div>
  );
}
