"use client";

import Linkify from "linkify-react";
import type { ReactNode } from "react";
import { BubbleMedia } from "./bubble-media";
import type { Bubble } from "./talk";

type Props = { bubble: Bubble; publicOrigin: string; open(path: string): void };

const marks: Record<string, string> = {
  sending: "Sending",
  waiting: "Not taken yet, will be tried again",
  undeliverable: "Would not have arrived",
};

/** One text, on the right if the phone sent it. */
export function BubbleRow({ bubble, publicOrigin, open }: Props) {
  const { mine, status, text, at } = bubble;
  const lost = status === "undeliverable";
  const time = new Date(at);
  return (
    <li className={mine ? "flex flex-col items-end" : "flex flex-col items-start"}>
      <BubbleMedia items={bubble.media ?? []} mine={mine} />
      <div
        title={time.toLocaleString()}
        hidden={text === ""}
        className={[
          "max-w-[82%] whitespace-pre-wrap break-words rounded-bubble px-3.5 py-2",
          mine ? "bg-accent text-on-accent" : lost ? "border border-bad border-dashed text-ink" : "bg-fan text-on-fan",
        ].join(" ")}
      >
        <span className="sr-only">{mine ? "Sent: " : "Received: "}</span>
        <span dir="auto">
          <Linkify
            options={{ render: ({ attributes, content }) => link(attributes.href, content, publicOrigin, open) }}
          >
            {text}
          </Linkify>
        </span>
      </div>
      <p className={`px-2 pt-0.5 text-[12px] leading-4 ${lost ? "text-bad" : "text-muted"}`}>
        <time dateTime={time.toISOString()}>{time.toLocaleTimeString([], { hour: "numeric", minute: "2-digit" })}</time>
        {marks[status] && ` · ${marks[status]}`}
      </p>
    </li>
  );
}

/** Our own pages open inside the phone, by path only, whatever name this machine is visited by. */
function link(href: string, content: ReactNode, publicOrigin: string, open: (path: string) => void) {
  const url = URL.canParse(href) ? new URL(href) : null;
  const ours = url !== null && (url.origin === publicOrigin || url.origin === window.location.origin);
  const look = "underline underline-offset-2 [overflow-wrap:anywhere]";
  if (!ours) {
    return (
      <a href={href} target="_blank" rel="noreferrer" className={look}>
        {content}
      </a>
    );
  }
  const path = url.pathname + url.search + url.hash;
  return (
    <a
      href={path}
      className={look}
      onClick={(event) => {
        event.preventDefault();
        open(path);
      }}
    >
      {content}
    </a>
  );
}
