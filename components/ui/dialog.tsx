"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { cn } from "./cn";

export const Dialog = Radix.Root;
export const DialogTrigger = Radix.Trigger;
export const DialogClose = Radix.Close;

type Props = { title: string; description?: string; className?: string; children: ReactNode };

/**
 * A dialog with a title that is a sentence; Esc and a click outside close it, and the focus goes back to where it came
 * from, also where no DialogTrigger opened it.
 */
export function DialogContent({ title, description, className, children }: Props) {
  const opener = useRef<HTMLElement | null>(null);
  return (
    <Radix.Portal>
      <Radix.Overlay className="fixed inset-0 z-40 bg-black/40" />
      <Radix.Content
        {...(description ? {} : { "aria-describedby": undefined })}
        onOpenAutoFocus={() => {
          opener.current = whatOpened();
        }}
        onCloseAutoFocus={(event) => {
          if (!opener.current?.isConnected) return;
          event.preventDefault();
          opener.current.focus();
        }}
        className={cn(
          "fixed top-1/2 left-1/2 z-50 max-h-[85dvh] w-[calc(100vw-32px)] max-w-md -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-card border border-line bg-raised p-6 shadow-card",
          className,
        )}
      >
        <Radix.Title className="pr-10 font-medium text-[18px] leading-6">{title}</Radix.Title>
        {description && <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>}
        <div className="mt-4">{children}</div>
        <Radix.Close
          aria-label="Close"
          className="absolute top-3 right-3 grid size-11 place-items-center rounded-card text-muted hover:bg-ink/8"
        >
          <X aria-hidden className="size-4" />
        </Radix.Close>
      </Radix.Content>
    </Radix.Portal>
  );
}

/** What has the focus; of a menu, which is gone by then, the button that opened it. */
function whatOpened(): HTMLElement | null {
  const active = document.activeElement;
  const menu = active?.closest("[role=menu]");
  const found = menu ? document.getElementById(menu.getAttribute("aria-labelledby") ?? "") : active;
  return found instanceof HTMLElement && !found.closest("[role=dialog]") ? found : null;
}
