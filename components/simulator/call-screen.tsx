"use client";

import { PhoneOff } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { Script } from "@/lib/carrier/simulator/calls";
import { showPhone } from "@/lib/numbers/phone";
import { LeaveMessage } from "./leave-message";
import type { Picked } from "./samples";
import { talk } from "./talk";

type Props = { phone: string; to: string; publicOrigin: string; onClose(): void };
type Call = { uuid: string; script: Script | null };

/** A call as the caller hears it: what the product answered, step by step, until somebody hangs up. */
export function CallScreen({ phone, to, publicOrigin, onClose }: Props) {
  const [call, setCall] = useState<Call | null>(null);
  const [step, setStep] = useState(0);
  const [words, setWords] = useState<string | null>(null);
  const begun = useRef(false);
  const screen = useRef<HTMLElement>(null);
  const next = useCallback(() => setStep((now) => now + 1), []);

  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    talk<Call>("calls", "POST", { from: phone, to }).then(setCall, (error: Error) => setWords(error.message));
  }, [phone, to]);

  // A step takes its button along; whoever pressed it by key would stand outside the call, where Escape hangs nothing up.
  useEffect(() => {
    if (step > 0 && document.activeElement === document.body)
      screen.current?.querySelector<HTMLElement>("button:not(:disabled)")?.focus();
  }, [step]);

  const hangUp = useCallback(async () => {
    if (call?.script) await talk(`calls/${call.uuid}`, "POST", { do: "hang_up" }).catch(() => undefined);
    onClose();
  }, [call, onClose]);

  const leave = async (file: Picked, seconds: number) => {
    if (!call) return;
    await talk(`calls/${call.uuid}`, "POST", { do: "record", file, seconds }).then(next, (error: Error) =>
      setWords(error.message),
    );
  };

  const now = call?.script?.[step];
  return (
    <section
      ref={screen}
      aria-label={`Call to ${showPhone(to)}`}
      className="absolute inset-0 flex flex-col items-center gap-4 bg-surface px-6 pt-10 pb-6 text-center"
      onKeyDown={(event) => event.key === "Escape" && void hangUp()}
    >
      <p className="tabular font-medium text-[20px]">{showPhone(to)}</p>
      <div
        role="status"
        aria-live="polite"
        className="flex min-h-0 w-full flex-1 flex-col items-center gap-4 overflow-y-auto"
      >
        {!call && !words && (
          <p className="flex items-center gap-2 text-muted">
            <Spinner /> Ringing…
          </p>
        )}
        {call?.script === null && <p className="text-bad">The line dropped: nobody answered as the carrier expects.</p>}
        {words && <p className="text-bad">{words}</p>}
        {now?.action === "talk" && <Said key={step} words={now.text} onDone={next} />}
        {now?.action === "stream" && (
          <Played key={step} address={now.streamUrl[0] ?? ""} publicOrigin={publicOrigin} onDone={next} />
        )}
        {now?.action === "record" && <LeaveMessage most={now.timeOut ?? 60} onLeave={leave} />}
        {call?.script && !now && <p className="text-muted">That was all. The other side has hung up.</p>}
      </div>
      <Button autoFocus variant="danger" className="rounded-full px-6" onClick={() => void hangUp()}>
        <PhoneOff aria-hidden /> Hang up
      </Button>
    </section>
  );
}

/** Milliseconds a word takes to be said, about. */
const perWord = 330;

function Said({ words, onDone }: { words: string; onDone(): void }) {
  useEffect(() => {
    const timer = setTimeout(onDone, 1_500 + words.split(/\s+/).length * perWord);
    return () => clearTimeout(timer);
  }, [words, onDone]);
  return (
    <>
      <p className="text-meta text-muted">A voice says</p>
      <blockquote dir="auto" className="text-[17px] leading-6">
        “{words}”
      </blockquote>
      <Button variant="outline" onClick={onDone}>
        Heard it
      </Button>
    </>
  );
}

function Played({ address, publicOrigin, onDone }: { address: string; publicOrigin: string; onDone(): void }) {
  const url = URL.canParse(address) ? new URL(address) : null;
  // Our own addresses are asked by path, whatever name this machine is visited by.
  const source = url?.origin === publicOrigin ? url.pathname + url.search : address;
  return (
    <>
      <p className="text-meta text-muted">Their own voice</p>
      {/* biome-ignore lint/a11y/useMediaCaption: a recording that nobody has written down */}
      <audio autoPlay controls src={source} onEnded={onDone} aria-label="Greeting" className="h-11 w-full" />
      <Button variant="outline" onClick={onDone}>
        Heard it
      </Button>
    </>
  );
}
