"use client";

import { Ban, BellOff, Star } from "lucide-react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { Mark } from "@/lib/members/marks";
import type { FullProfile } from "@/lib/profile/read";
import type { ProfileActions } from "./actions";
import { useAct } from "./use-act";

const kinds = {
  starred: { icon: Star, set: "Star", unset: "Starred" },
  muted: { icon: BellOff, set: "Mute", unset: "Muted" },
  blocked: { icon: Ban, set: "Block", unset: "Blocked" },
} as const;

const said: Record<Mark, [on: (name: string) => string, off: (name: string) => string]> = {
  starred: [(name) => `${name} is starred.`, (name) => `${name} is not starred any more.`],
  muted: [(name) => `${name} is left out of broadcasts.`, (name) => `${name} gets broadcasts again.`],
  blocked: [
    (name) => `${name} is blocked: out of the inbox, and never answered.`,
    (name) => `${name} is back in the inbox.`,
  ],
};

/** Star, mute, block: each takes itself back at the second press. */
export function MarkButtons({ profile, actions }: { profile: FullProfile; actions: ProfileActions }) {
  const { member, name } = profile;
  const [act, busy] = useAct();
  const on: Record<Mark, boolean> = {
    starred: member.starredAt !== null,
    muted: member.mutedAt !== null,
    blocked: member.blockedAt !== null,
  };
  async function set(mark: Mark, to: boolean) {
    const done = await act(() => actions.setMark({ memberId: member.id, mark, on: to }));
    if (!done) return;
    toast(said[mark][to ? 0 : 1](name), {
      duration: 8000,
      action: { label: "Undo", onClick: () => void act(() => actions.setMark({ memberId: member.id, mark, on: !to })) },
    });
  }
  return (
    <div className="flex flex-wrap gap-2 pb-5">
      {(Object.keys(kinds) as Mark[]).map((mark) => {
        const { icon: Icon, set: words, unset } = kinds[mark];
        return (
          <Button
            key={mark}
            variant="outline"
            aria-pressed={on[mark]}
            disabled={busy}
            onClick={() => void set(mark, !on[mark])}
            className={cn(on[mark] && (mark === "blocked" ? "border-bad text-bad" : "border-accent text-accent"))}
          >
            <Icon aria-hidden className={cn(mark === "starred" && on.starred && "fill-current")} />
            {on[mark] ? unset : words}
          </Button>
        );
      })}
    </div>
  );
}
