"use client";

import { Check, ChevronLeft, Info } from "lucide-react";
import Link from "next/link";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Tooltip } from "@/components/ui/tooltip";
import type { Profile as Member } from "@/lib/threads/conversation";
import { useInbox } from "./context";
import { Profile } from "./profile";
import { statusWords } from "./status-words";
import { useDone } from "./use-done";

/** Who this is, the way back on a phone, and "done". */
export function ConversationHeader({ member }: { member: Member }) {
  const { actions, mayWrite, hrefOf } = useInbox();
  const markDone = useDone(actions);
  const status = statusWords(member);
  return (
    <header className="flex h-16 shrink-0 items-center gap-3 border-line border-b bg-surface px-2 md:px-4">
      <Button asChild variant="quiet" size="icon" className="md:hidden">
        <Link href={hrefOf(null)} aria-label="Back to all conversations">
          <ChevronLeft aria-hidden />
        </Link>
      </Button>
      <Avatar name={member.name} className="max-md:hidden" />
      <div className="min-w-0 flex-1">
        <h2 dir="auto" className="truncate font-medium">
          {member.name}
        </h2>
        <p className="tabular truncate text-meta text-muted">
          {member.name === member.shownPhone ? status.words : member.shownPhone}
        </p>
      </div>
      {status.tone !== "plain" && member.name !== member.shownPhone && (
        <Badge tone={status.tone} className="max-sm:hidden">
          {status.words}
        </Badge>
      )}
      {mayWrite && (
        <Tooltip words="Mark done (e)">
          <Button variant="quiet" size="icon" aria-label="Mark done" onClick={() => void markDone(member.id)}>
            <Check aria-hidden />
          </Button>
        </Tooltip>
      )}
      <Dialog>
        <DialogTrigger asChild>
          <Button variant="quiet" size="icon" className="xl:hidden" aria-label={`About ${member.name}`}>
            <Info aria-hidden />
          </Button>
        </DialogTrigger>
        <DialogContent title="Who this is" className="max-w-sm">
          <div className="-mx-5">
            <Profile member={member} />
          </div>
        </DialogContent>
      </Dialog>
    </header>
  );
}
