import { useEffect, useState } from "react";
import { Labelled, Problem } from "@/components/sign-in/labelled";
import { Button } from "@/components/ui/button";
import type { OfferedNumber } from "@/lib/carrier/carrier";
import { showPhone } from "@/lib/numbers/phone";
import { Choice } from "./choice";
import type { Step } from "./draft";
import type { Actions } from "./wizard";

/** The numbers the carrier offers. Three digits search an area code, others are looked for anywhere. */
export function NumberStep({ draft, change, problem, offer }: Step & Pick<Actions, "offer">) {
  const [wish, setWish] = useState("");
  const { numbers, sentence, loading, more } = useOffer(wish, offer);
  const shown = withChosen(numbers, wish ? "" : draft.number);
  return (
    <div className="grid gap-4">
      <Labelled
        label="Area code, or digits you like"
        type="search"
        inputMode="numeric"
        autoComplete="off"
        placeholder="773"
        maxLength={10}
        value={wish}
        onChange={(event) => setWish(event.target.value.replace(/\D/g, ""))}
      />
      <fieldset className="grid gap-2 sm:grid-cols-2" aria-busy={loading}>
        <legend className="sr-only">Numbers for sale</legend>
        {shown.map(({ phone, monthlyCents }) => (
          <Choice
            key={phone}
            name="number"
            value={phone}
            checked={phone === draft.number}
            choose={(number) => change({ number })}
          >
            <span className="flex-1 text-lg tabular-nums">{showPhone(phone)}</span>
            {monthlyCents === null ? null : (
              <span className="text-meta text-muted tabular-nums">${(monthlyCents / 100).toFixed(2)} a month</span>
            )}
          </Choice>
        ))}
      </fieldset>
      <div className="flex items-center justify-between gap-3">
        <p className="text-meta text-muted" aria-live="polite">
          {loading ? "Asking the carrier…" : shown.length === 0 && !sentence ? "None like that is for sale." : ""}
        </p>
        {more && (
          <Button variant="outline" size="sm" busy={loading} onClick={more}>
            More numbers
          </Button>
        )}
      </div>
      <Problem sentence={sentence ?? problem?.sentence} />
    </div>
  );
}

/** Ten at a time, half a breath after the last key, the answers of older wishes thrown away. */
function useOffer(wish: string, offer: Actions["offer"]) {
  const [page, setPage] = useState(1);
  const [asked, setAsked] = useState(wish);
  const [numbers, setNumbers] = useState<OfferedNumber[]>([]);
  const [sentence, setSentence] = useState<string | null>(null);
  const [loading, setLoading] = useState(true);
  const [ended, setEnded] = useState(false);

  if (asked !== wish) {
    setAsked(wish);
    setPage(1);
    setLoading(true);
  }

  useEffect(() => {
    let stale = false;
    const timer = setTimeout(async () => {
      const search = wish.length === 3 ? { areaCode: wish } : wish ? { contains: wish } : {};
      const answer = await offer({ ...search, page }).catch(() => ({ sentence: "Tenfour could not be reached." }));
      if (stale) return;
      setLoading(false);
      setSentence("sentence" in answer ? answer.sentence : null);
      if ("sentence" in answer) return;
      setEnded(answer.numbers.length < 10);
      setNumbers((was) => (page === 1 ? answer.numbers : [...was, ...answer.numbers]));
    }, 250);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [wish, page, offer]);

  const more = () => {
    setLoading(true);
    setPage(page + 1);
  };
  return { numbers, sentence, loading, more: ended || numbers.length === 0 ? null : more };
}

/** The chosen number stays in sight, also after coming back. */
function withChosen(numbers: OfferedNumber[], chosen: string): OfferedNumber[] {
  if (!chosen || numbers.some((one) => one.phone === chosen)) return numbers;
  return [{ phone: chosen, monthlyCents: null, features: [] }, ...numbers];
}
