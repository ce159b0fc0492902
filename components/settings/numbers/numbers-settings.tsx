"use client";

import { useRouter } from "next/navigation";
import { BringIn } from "./bring-in";
import type { NumberActions, ShownNumber } from "./kinds";
import { NumberCard } from "./number-card";
import { Shop } from "./shop";

type Props = {
  numbers: ShownNumber[];
  leaderName: string;
  mayChange: boolean;
  /** Why the leader can't get another number; null where they can. */
  limitReached: string | null;
  /** Only the operator may use numbers that the carrier's account has already. */
  mayBringIn: boolean;
  simulated: boolean;
  actions: NumberActions;
};

/** The leader's numbers, and the ways to another one. */
export function NumbersSettings({
  numbers,
  leaderName,
  mayChange,
  limitReached,
  mayBringIn,
  simulated,
  actions,
}: Props) {
  const router = useRouter();
  const look = () => router.refresh();
  return (
    <div className="grid gap-10">
      <header className="grid gap-1">
        <h1 className="text-2xl font-semibold">Which number should the world have?</h1>
        <p className="text-muted">
          {simulated
            ? "The simulator is the carrier: its numbers cost nothing and ring nowhere."
            : "Numbers are rented from the carrier by the month."}
          {mayChange ? "" : " You can read this; an owner or admin can change it."}
        </p>
      </header>
      {numbers.length === 0 ? (
        <p className="rounded-card border border-line bg-surface p-5">
          {leaderName} has no number, so nobody can text them. Find one below.
        </p>
      ) : (
        <ul className="grid gap-5">
          {numbers.map((number) => (
            <NumberCard
              key={number.phone}
              number={number}
              first={number === numbers[0]}
              mayChange={mayChange}
              actions={actions}
              changed={look}
            />
          ))}
        </ul>
      )}
      {mayChange && limitReached && (
        <p className="rounded-card border border-line bg-surface p-5 text-muted">{limitReached}</p>
      )}
      {mayChange && !limitReached && <Shop leaderName={leaderName} actions={actions} changed={look} />}
      {mayBringIn && !limitReached && <BringIn leaderName={leaderName} actions={actions} changed={look} />}
    </div>
  );
}
