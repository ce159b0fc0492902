import { useEffect, useState } from "react";
import type { OfferedNumber } from "@/lib/carrier/carrier";
import { away, type NumberActions } from "./kinds";

export type Feature = "SMS" | "MMS" | "VOICE";
type Search = { wish: string; kind: "local" | "toll_free"; features: Feature[] };

/** Numbers for sale, ten at a time, half a breath after the last key; answers to older wishes are thrown away. */
export function useOffers(search: Search, ask: NumberActions["searchNumbers"]) {
  const asked = JSON.stringify(search);
  const [state, setState] = useState({ asked, page: 1 });
  const [numbers, setNumbers] = useState<OfferedNumber[]>([]);
  const [sentence, setSentence] = useState<string | null>(null);
  const [loading, setLoading] = useState(true);
  const [ended, setEnded] = useState(false);

  if (state.asked !== asked) {
    setState({ asked, page: 1 });
    setLoading(true);
  }
  const { page } = state;

  useEffect(() => {
    let stale = false;
    const timer = setTimeout(async () => {
      const answer = await ask({ ...(JSON.parse(asked) as Search), page }).catch(() => null);
      if (stale) return;
      setLoading(false);
      setSentence(answer?.ok ? null : (answer?.message ?? away));
      if (!answer?.ok) return;
      setEnded(answer.data.length < 10);
      setNumbers((was) => (page === 1 ? answer.data : [...was, ...answer.data]));
    }, 300);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [asked, page, ask]);

  const more = () => {
    setLoading(true);
    setState((was) => ({ ...was, page: was.page + 1 }));
  };
  return { numbers, sentence, loading, more: ended || numbers.length === 0 ? null : more };
}
