"use client";

import { Hand } from "lucide-react";
import Link from "next/link";
import { memo, useEffect, useRef } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import type { ThreadView } from "@/lib/threads/list";
import { useInbox } from "./context";
import { shortTime } from "./times";

type Props = { thread: ThreadView; open: boolean; onOpen: (memberId: number) => void };

/** A person in the list: who, what they said last, when, and whether it waits for the leader. */
export const ThreadRow = memo(function ThreadRow({ thread, open, onOpen }: Props) {
  const { timeZone, hrefOf } = useInbox();
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (open) link.current?.scrollIntoView({ block: "nearest" });
  }, [open]);
  const unread = thread.unread > 0;
  return (
    <li className="border-line border-b">
      <Link
        ref={link}
        href={hrefOf(thread.memberId)}
        prefetch={false}
        onNavigate={() => open || onOpen(thread.memberId)}
        aria-current={open ? "true" : undefined}
        className={cn(
          "relative flex min-h-[68px] items-center gap-3 py-2.5 pr-4 pl-5 -outline-offset-2 transition-colors duration-150 hover:bg-ink/4",
          open && "bg-accent/10 hover:bg-accent/10",
        )}
      >
        {unread && <span aria-hidden className="absolute left-1.5 size-2 rounded-full bg-accent" />}
        <Avatar name={thread.name} className={cn(open && "bg-accent/20 text-ink")} />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span dir="auto" className={cn("min-w-0 flex-1 truncate", unread && "font-medium")}>
              {thread.name}
            </span>
            <time dateTime={thread.at} suppressHydrationWarning className="tabular shrink-0 text-meta text-muted">
              {shortTime(thread.at, timeZone)}
            </time>
          </span>
          <span className="flex items-center gap-2">
            <span dir="auto" className={cn("min-w-0 flex-1 truncate text-meta text-muted", unread && "text-ink")}>
              {thread.preview || "No words"}
            </span>
            {thread.flagged && (
              <Badge tone="warn">
                <Hand aria-hidden /> asks to stop
              </Badge>
            )}
          </span>
          {unread && <span className="sr-only">{thread.unread} unread</span>}
        </span>
      </Link>
    </li>
  );
});
