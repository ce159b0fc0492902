"use client";

import { createContext, type ReactNode, useContext, useRef, useState } from "react";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { type ConfirmActions, ConfirmForm, type Ways } from "./confirm-form";

/** Asks the teammate to confirm who they are. Resolves to whether they did. */
type Confirm = () => Promise<boolean>;
const Context = createContext<Confirm>(async () => false);

/** The way to ask for a confirmation, below a `ConfirmIdentity`. */
export const useConfirm = () => useContext(Context);

type Props = { /** What is being changed. */ about: string; ways: Ways; actions: ConfirmActions; children: ReactNode };

/** Holds the dialog that asks for a code or passkey again before the teammate changes who can sign in, or how. */
export function ConfirmIdentity({ about, ways, actions, children }: Props) {
  const [open, setOpen] = useState(false);
  const settle = useRef<(confirmed: boolean) => void>(() => {});

  function ask(): Promise<boolean> {
    settle.current(false);
    setOpen(true);
    return new Promise((resolve) => {
      settle.current = resolve;
    });
  }
  function finish(confirmed: boolean) {
    setOpen(false);
    settle.current(confirmed);
  }

  return (
    <Context.Provider value={ask}>
      {children}
      <Dialog open={open} onOpenChange={(now) => !now && finish(false)}>
        <DialogContent
          title="Confirm it’s you"
          description={`You’re changing ${about}. Use a passkey or enter a code to continue.`}
        >
          <ConfirmForm ways={ways} actions={actions} onConfirmed={() => finish(true)} />
        </DialogContent>
      </Dialog>
    </Context.Provider>
  );
}
