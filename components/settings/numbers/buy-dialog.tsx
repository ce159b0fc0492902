"use client";

import { useState } from "react";
import { toast } from "sonner";
import { Problem } from "@/components/sign-in/labelled";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import type { OfferedNumber } from "@/lib/carrier/carrier";
import { answersStopItself } from "@/lib/numbers/kind";
import { showPhone } from "@/lib/numbers/phone";
import { away, type NumberActions, priceInWords } from "./kinds";
import { SpelledNumber } from "./spelled-number";

type Props = {
  offer: OfferedNumber | null;
  wish: string;
  leaderName: string;
  buy: NumberActions["buyNumber"];
  close: () => void;
  bought: () => void;
};

/** Money is spent here: the price is said once more before it is. */
export function BuyDialog({ offer, wish, leaderName, buy, close, bought }: Props) {
  const [sentence, setSentence] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  function shut() {
    setSentence(null);
    close();
  }

  async function confirm(chosen: OfferedNumber) {
    setBusy(true);
    const answer = await buy({ phone: chosen.phone, seenCents: chosen.monthlyCents }).catch(() => null);
    setBusy(false);
    if (!answer?.ok) return setSentence(answer?.message ?? away);
    toast.success(`${showPhone(chosen.phone)} is ${leaderName}’s now.`);
    shut();
    bought();
  }

  return (
    <Dialog open={offer !== null} onOpenChange={(open) => !open && shut()}>
      {offer && (
        <DialogContent
          title={`Buy ${showPhone(offer.phone)} for ${leaderName}?`}
          description={`The carrier charges ${priceInWords(offer.monthlyCents)}, until you give it back.`}
        >
          <div className="grid gap-4">
            <p>
              <SpelledNumber phone={offer.phone} wish={wish} />
            </p>
            <p className="text-meta text-muted">
              {answersStopItself(offer.phone)
                ? "On toll-free numbers the carrier answers STOP itself. It must be verified before texts get through."
                : "It must be registered (10DLC) before US carriers let its texts through. The list is on its card."}
            </p>
            <Problem sentence={sentence} />
            <div className="flex flex-wrap justify-end gap-2">
              <DialogClose asChild>
                <Button variant="outline">Not now</Button>
              </DialogClose>
              <Button busy={busy} onClick={() => confirm(offer)}>
                Buy for {priceInWords(offer.monthlyCents)}
              </Button>
            </div>
          </div>
        </DialogContent>
      )}
    </Dialog>
  );
}
