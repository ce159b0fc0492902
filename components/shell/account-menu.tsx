"use client";

import { Copy, LogOut, Smartphone } from "lucide-react";
import Link from "next/link";
import { signOut } from "next-auth/react";
import { toast } from "sonner";
import { Avatar } from "@/components/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

type Props = { leaderName: string; teammateName: string; number: string; shownNumber: string; simulator: boolean };

/** Who is signed in, the leader's number, and the way out. */
export function AccountMenu({ leaderName, teammateName, number, shownNumber, simulator }: Props) {
  async function leave() {
    await signOut({ redirect: false });
    window.location.assign("/sign-in");
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`Account of ${teammateName}`}
        className="flex h-11 max-w-full items-center gap-2.5 rounded-card px-2 text-left hover:bg-ink/6"
      >
        <span className="hidden min-w-0 text-right sm:block">
          <span className="block max-w-56 truncate font-medium leading-5">{leaderName}</span>
          <span className="tabular block text-meta text-muted leading-4">{shownNumber}</span>
        </span>
        <Avatar name={leaderName} className="size-9" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuLabel>
          <span className="block max-w-64 truncate font-medium text-base text-ink">{leaderName}</span>
          {teammateName !== leaderName && <span className="block max-w-64 truncate">{teammateName}</span>}
          <span className="tabular block">{shownNumber}</span>
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        {number && (
          <DropdownMenuItem
            onSelect={() =>
              navigator.clipboard?.writeText(number).then(
                () => toast("Your number is copied."),
                () => toast.error("Your browser did not allow copying."),
              )
            }
          >
            <Copy aria-hidden /> Copy your number
          </DropdownMenuItem>
        )}
        {simulator && (
          <DropdownMenuItem asChild className="md:hidden">
            <Link href="/simulator">
              <Smartphone aria-hidden /> Simulator
            </Link>
          </DropdownMenuItem>
        )}
        <DropdownMenuItem onSelect={leave}>
          <LogOut aria-hidden /> Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
