import Link from "next/link";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { isNarrowed, type Query } from "./query";

type Props = { query: Query; number: string; shownNumber: string; onClear: () => void };

/** Nobody: because nobody has come yet, or because nobody is as was asked. */
export function Empty({ query, number, shownNumber, onClear }: Props) {
  if (isNarrowed(query)) {
    return (
      <div className="mx-auto max-w-sm px-4 py-14 text-center">
        <h2 className="font-medium text-[17px]">
          {query.q ? `Nobody found for “${query.q}”` : "Nobody is among these"}
        </h2>
        <p className="mt-1 text-muted">
          A search looks at names (small slips are forgiven), numbers, e-mail addresses and the words people texted.
        </p>
        <Button variant="outline" className="mt-5" onClick={onClear}>
          Show everyone
        </Button>
      </div>
    );
  }
  return (
    <div className="mx-auto max-w-sm px-4 py-14 text-center">
      <h2 className="font-medium text-[17px]">Nobody is here yet</h2>
      <p className="mt-1 text-muted">Whoever texts your number stands here from their first word on.</p>
      {number && (
        <p className="tabular mt-5 flex items-center justify-center gap-1 text-[26px] leading-9">
          {shownNumber} <CopyButton text={number} label={`Copy ${shownNumber}`} />
        </p>
      )}
      <Button asChild variant="outline" className="mt-4">
        <Link href="/inbox">How to begin</Link>
      </Button>
    </div>
  );
}
