import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import type { Entry } from "@/lib/carrier/simulator/entries";
import { inWords } from "./in-words";

type Props = { page: { entries: (Entry & { key: number })[]; next: number | null } | null; first: boolean };

const tones = { good: "text-good", warn: "text-warn", bad: "text-bad", plain: "text-muted" };

/** The simulator's ledger, newest first: requests, texts, webhooks. */
export function LedgerPage({ page, first }: Props) {
  return (
    <main className="mx-auto max-w-[1000px] px-4 py-6 md:px-8">
      <Link href="/simulator" className="inline-flex min-h-11 items-center gap-2 text-accent hover:underline">
        <ArrowLeft aria-hidden className="size-4" /> Phones
      </Link>
      <h1 className="mt-2 font-medium text-[22px] leading-8">What did the carrier see?</h1>
      <p className="mt-1 max-w-[60ch] text-muted">
        Every request it got and every webhook it sent, newest first. Nothing is ever taken out of this list.
      </p>
      {page === null ? (
        <p role="alert" className="mt-6 rounded-card bg-bad-soft p-3 text-bad">
          The simulator does not answer. The ledger is safe on disk; load this page again in a moment.
        </p>
      ) : page.entries.length === 0 ? (
        <p className="mt-10 text-muted">Nothing yet. Text a leader from one of the phones and it shows up here.</p>
      ) : (
        <ol className="mt-6 divide-y divide-line border-line border-y">
          {page.entries.map((entry) => (
            <Row key={entry.key} entry={entry} />
          ))}
        </ol>
      )}
      <nav aria-label="Pages of the ledger" className="mt-5 flex gap-2">
        {!first && (
          <Button asChild variant="outline">
            <Link href="/simulator/ledger">Newest</Link>
          </Button>
        )}
        {page?.next && (
          <Button asChild variant="outline">
            <Link href={`/simulator/ledger?before=${page.next}`}>Older</Link>
          </Button>
        )}
      </nav>
    </main>
  );
}

function Row({ entry }: { entry: Entry }) {
  const { what, status, tone, detail, reference } = inWords(entry);
  const at = new Date(entry.at);
  return (
    <li className="grid gap-x-4 py-2.5 sm:grid-cols-[11rem_minmax(0,1fr)_auto]">
      <time dateTime={at.toISOString()} className="text-meta text-muted tabular-nums">
        {at.toISOString().slice(0, 19).replace("T", " ")} UTC
      </time>
      <div className="min-w-0">
        <p>{what}</p>
        {detail && <p className="line-clamp-2 break-words text-muted">{detail}</p>}
        {reference && <p className="truncate font-mono text-[12px] text-muted">{reference}</p>}
      </div>
      <p className={`text-meta ${tones[tone]}`}>{status}</p>
    </li>
  );
}
