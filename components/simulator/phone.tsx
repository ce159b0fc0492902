"use client";

import { PhoneCall, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { OwnedNumber } from "@/lib/carrier/simulator/numbers";
import { showPhone } from "@/lib/numbers/phone";
import { BubbleRow } from "./bubble-row";
import { CallScreen } from "./call-screen";
import { InnerPage } from "./inner-page";
import { PhoneComposer } from "./phone-composer";
import type { Bubble } from "./talk";

type Props = {
  phone: string;
  bubbles: Bubble[];
  numbers: OwnedNumber[];
  publicOrigin: string;
  onRemove(): void;
};

/** One phone: a conversation with a leader's number, and the pages it opens. */
export function Phone({ phone, bubbles, numbers, publicOrigin, onRemove }: Props) {
  const [chosen, choose] = useState<string | null>(null);
  const [calling, setCalling] = useState(false);
  const [page, setPage] = useState<string | null>(null);
  const lastNumber = bubbles.at(-1)?.number;
  const to = [chosen, lastNumber].find((number) => numbers.some(({ phone }) => phone === number)) ?? numbers[0]?.phone;
  const shown = to ? bubbles.filter((bubble) => bubble.number === to) : bubbles;
  const name = showPhone(phone);

  return (
    <article
      aria-label={`Phone ${name}`}
      className="relative flex h-[620px] max-h-[85dvh] flex-col overflow-hidden rounded-[36px] border-[6px] border-ink/80 bg-surface shadow-card"
    >
      <header className="flex items-center gap-2 border-line border-b py-2 pr-2 pl-5">
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-medium tabular-nums">{name}</h2>
          <LeaderChoice numbers={numbers} to={to} choose={choose} phone={name} />
        </div>
        <button
          type="button"
          onClick={() => setCalling(true)}
          disabled={!to}
          aria-label={to ? `Call ${showPhone(to)} from ${name}` : `Call from ${name}`}
          className="grid size-11 shrink-0 place-items-center rounded-full text-accent hover:bg-ink/8 disabled:opacity-40"
        >
          <PhoneCall aria-hidden className="size-4" />
        </button>
        <button
          type="button"
          onClick={onRemove}
          aria-label={`Put phone ${name} away`}
          title="Put away; its texts are kept"
          className="grid size-11 shrink-0 place-items-center rounded-full text-muted hover:bg-ink/8"
        >
          <X aria-hidden className="size-4" />
        </button>
      </header>
      <Conversation name={name} bubbles={shown} ready={Boolean(to)} publicOrigin={publicOrigin} open={setPage} />
      <PhoneComposer phone={phone} name={name} to={to} />
      {calling && to && (
        <CallScreen phone={phone} to={to} publicOrigin={publicOrigin} onClose={() => setCalling(false)} />
      )}
      {page && <InnerPage path={page} onClose={() => setPage(null)} />}
    </article>
  );
}

type ChoiceProps = { numbers: OwnedNumber[]; to: string | undefined; choose(number: string): void; phone: string };

function LeaderChoice({ numbers, to, choose, phone }: ChoiceProps) {
  if (!to) return <p className="text-meta text-muted">No leader has a number yet</p>;
  if (numbers.length === 1) return <p className="text-meta text-muted">texts {showPhone(to)}</p>;
  return (
    <label className="flex items-center gap-1 text-meta text-muted">
      texts
      <select
        aria-label={`Number that phone ${phone} texts`}
        value={to}
        onChange={(event) => choose(event.target.value)}
        className="min-w-0 rounded border border-line bg-surface px-1 py-0.5 text-ink tabular-nums"
      >
        {numbers.map((number) => (
          <option key={number.phone} value={number.phone}>
            {showPhone(number.phone)}
          </option>
        ))}
      </select>
    </label>
  );
}

type ConversationProps = {
  name: string;
  bubbles: Bubble[];
  ready: boolean;
  publicOrigin: string;
  open(path: string): void;
};

function Conversation({ name, bubbles, ready, publicOrigin, open }: ConversationProps) {
  const box = useRef<HTMLDivElement>(null);
  const count = bubbles.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new bubble is the reason to scroll
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [count]);
  return (
    <div
      ref={box}
      role="log"
      aria-live="polite"
      aria-label={`Texts of phone ${name}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
      tabIndex={0}
      className="flex-1 overflow-y-auto overscroll-contain px-3 py-4"
    >
      {count === 0 && (
        <p className="mx-auto mt-16 max-w-[24ch] text-center text-muted">
          {ready
            ? "Nothing here yet. Say hello below, as a fan would."
            : "Nothing here yet. Once a leader has a number, you can text it."}
        </p>
      )}
      <ol className="space-y-2">
        {bubbles.map((bubble) => (
          <BubbleRow key={bubble.id} bubble={bubble} publicOrigin={publicOrigin} open={open} />
        ))}
      </ol>
    </div>
  );
}
