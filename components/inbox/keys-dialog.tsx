"use client";

import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

const keys: [string[], string][] = [
  [["j", "k"], "Next and previous conversation"],
  [["r"], "Write a reply"],
  [["Enter"], "Send it"],
  [["Shift", "Enter"], "A new line in it"],
  [["e"], "Mark done"],
  [["Esc"], "Leave the field, then the conversation"],
  [["?"], "These keys"],
];

/** The keys, for those who asked. */
export function KeysDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="The keyboard does it, too">
        <dl className="divide-y divide-line">
          {keys.map(([names, what]) => (
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
