"use client";

import { Copy } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { type BroadcastActions, notReached } from "./actions";
import { number } from "./words";

type Props = { id: number; failed: number; copy: BroadcastActions["copy"] };

/** The same words once more: as a new draft, or for those whom they certainly did not reach. */
export function CopyMenu({ id, failed, copy }: Props) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);

  async function make(forFailed: boolean) {
    setBusy(true);
    const answer = await copy({ id, forFailed }).catch(() => null);
    setBusy(false);
    if (answer?.ok) router.push(`/broadcasts/${answer.data}`);
    else toast.error(answer?.message ?? notReached);
  }

  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline" busy={busy}>
          {!busy && <Copy aria-hidden />} Use again
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => make(false)}>Copy as a new draft</DropdownMenuItem>
        {failed > 0 && (
          <DropdownMenuItem onSelect={() => make(true)}>
            Resend to {failed === 1 ? "the one" : `the ${number(failed)}`} it failed for
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
