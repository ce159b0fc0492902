"use client";

import { Download, MoreHorizontal, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { ProfileActions } from "./actions";

type Props = {
  memberId: number;
  name: string;
  back: string;
  mayWrite: boolean;
  mayExport: boolean;
  actions: ProfileActions;
};

/** What is done to a member rarely: handing out what is stored, and deleting it. */
export function MoreMenu({ memberId, name, back, mayWrite, mayExport, actions }: Props) {
  const router = useRouter();
  async function remove() {
    const answer = await actions.remove({ memberId }).catch(() => null);
    if (!answer?.ok) {
      toast.error(answer?.message ?? "The line to the server is broken. Nothing was changed; try again shortly.");
      return;
    }
    router.push(back, { scroll: false });
    router.refresh();
    toast(`${name} is deleted. After ten minutes nothing of them is left, and their number is not texted again.`, {
      duration: 20_000,
      action: {
        label: "Undo",
        onClick: async () => {
          const undone = await actions.bringBack({ memberId }).catch(() => null);
          if (!undone?.ok)
            return toast.error(undone?.message ?? "The line to the server is broken. Try again shortly.");
          router.push(`/members/${memberId}`, { scroll: false });
          return toast(`${name} is back.`);
        },
      },
    });
  }
  if (!mayWrite && !mayExport) return null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline" size="icon" aria-label={`More about ${name}`}>
          <MoreHorizontal aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {mayExport && (
          <DropdownMenuItem asChild>
            <a href={`/members/${memberId}/export`} download>
              <Download aria-hidden /> Export everything stored
            </a>
          </DropdownMenuItem>
        )}
        {mayWrite && (
          <>
            {mayExport && <DropdownMenuSeparator />}
            <DropdownMenuItem className="text-bad" onSelect={() => void remove()}>
              <Trash2 aria-hidden /> Delete {name}
            </DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
