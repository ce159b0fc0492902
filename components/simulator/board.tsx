"use client";

import { ScrollText } from "lucide-react";
import Link from "next/link";
import { useEffect } from "react";
import useSWR from "swr";
import { Button } from "@/components/ui/button";
import { showPhone } from "@/lib/numbers/phone";
import { AddPhone } from "./add-phone";
import { Phone } from "./phone";
import { SwitchesPanel } from "./switches-panel";
import { type State, talk } from "./talk";
import { useBubbles } from "./use-bubbles";

const remembered = "tenfour.phones";

/** Phones side by side, and the switches of the world they live in. */
export function Board({ publicOrigin }: { publicOrigin: string }) {
  const { data: state, error, mutate } = useSWR<State, Error>("state", talk, { refreshInterval: 3_000 });
  const phones = state?.phones ?? [];
  const conversations = useBubbles(phones);
  useRemembered(state, mutate);

  const add = async (phone: string) => {
    await talk("phones", "POST", { phone });
    await mutate();
  };
  const remove = async (phone: string) => {
    await talk(`phones/${encodeURIComponent(phone)}`, "DELETE");
    await mutate();
  };

  return (
    <main className="mx-auto max-w-[1600px] px-4 py-6 md:px-8">
      <header className="flex flex-wrap items-start justify-between gap-4">
        <div className="max-w-[60ch]">
          <h1 className="font-medium text-[22px] leading-8">Which phone do you want to text from?</h1>
          <p className="mt-1 text-muted">
            No carrier is set up yet, so these phones stand in for the world. What they send and get never leaves this
            machine.
          </p>
        </div>
        <Button asChild variant="outline">
          <Link href="/simulator/ledger">
            <ScrollText aria-hidden /> Ledger
          </Link>
        </Button>
      </header>
      {error && (
        <p role="alert" className="mt-4 rounded-card bg-bad-soft p-3 text-bad">
          The simulator does not answer. What was written down is kept; this page tries again by itself.
        </p>
      )}
      <Others phones={state?.others ?? []} add={add} />
      <div className="mt-6 grid gap-8 xl:grid-cols-[minmax(0,1fr)_320px]">
        <section aria-label="Phones" className="min-w-0">
          <ul className="flex snap-x snap-mandatory gap-5 overflow-x-auto pb-4 md:flex-wrap md:overflow-visible">
            {phones.map((phone) => (
              <li key={phone} className="w-[92%] max-w-[340px] shrink-0 snap-center md:w-[320px]">
                <Phone
                  phone={phone}
                  bubbles={conversations[phone] ?? []}
                  numbers={state?.numbers ?? []}
                  publicOrigin={publicOrigin}
                  onRemove={() => remove(phone)}
                />
              </li>
            ))}
            {state && (
              <li className="w-[92%] max-w-[340px] shrink-0 snap-center md:w-[320px]">
                <AddPhone first={phones.length === 0} add={add} />
              </li>
            )}
          </ul>
        </section>
        {state && <SwitchesPanel switches={state.switches} onTurn={() => mutate()} />}
      </div>
    </main>
  );
}

/** Numbers that got a text and have no phone on the page: a leader's own mobile waiting for its code, say. */
function Others({ phones, add }: { phones: string[]; add(phone: string): Promise<void> }) {
  if (phones.length === 0) return null;
  return (
    <section aria-label="Other phones with texts" className="mt-5 flex flex-wrap items-center gap-2">
      <p className="text-meta text-muted">Texts also went to or came from</p>
      {phones.map((phone) => (
        <Button key={phone} variant="outline" size="sm" onClick={() => add(phone)}>
          Show {showPhone(phone)}
        </Button>
      ))}
    </section>
  );
}

/** A fresh simulator gets back the phones this browser had on it. */
function useRemembered(state: State | undefined, mutate: () => void) {
  const names = state?.phones.join(",");
  useEffect(() => {
    if (names === undefined) return;
    const before = (localStorage.getItem(remembered) ?? "").split(",").filter(Boolean);
    if (names === "" && before.length > 0) {
      localStorage.removeItem(remembered);
      Promise.all(before.map((phone) => talk("phones", "POST", { phone }).catch(() => undefined))).then(mutate);
    } else {
      localStorage.setItem(remembered, names);
    }
  }, [names, mutate]);
}
