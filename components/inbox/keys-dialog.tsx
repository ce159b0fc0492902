"use client";

import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

/** Keys of a screen, each with what it does. */
export type Keys = [string[], string][];
type Props = { keys: Keys; open: boolean; onOpenChange: (open: boolean) => void };

/** The keys of a screen, for those who asked by the last one: "?". */
export function KeysDialog({ keys, open, onOpenChange }: Props) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="The keyboard does it, too">
        <dl className="divide-y divide-line">
          {[...keys, ...these].map(([names, what]) => (
            <div key={what} className="flex min-h-11 items-center justify-between gap-4">
              <dt>{what}</dt>
              <dd className="flex shrink-0 gap-1">
                {names.map((name) => (
                  <Kbd key={name}>{name}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </DialogContent>
    </Dialog>
  );
}

const these: Keys = [[["?"], "These keys"]];
