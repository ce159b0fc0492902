"use client";

import { createContext, type RefObject, useContext } from "react";
import type { Counts } from "@/lib/threads/queries";
import type { InboxActions } from "./actions";

type Inbox = {
  actions: InboxActions;
  /** The leader's IANA zone. */
  timeZone: string;
  mayWrite: boolean;
  counts: Counts;
  /** The address of a conversation, keeping to the answers of one broadcast where only those are shown. */
  hrefOf: (memberId: number | null) => string;
  /** `r` was pressed before the conversation one goes to is there: its composer takes the focus when it comes. */
  focusNext: RefObject<boolean>;
};

const Context = createContext<Inbox | null>(null);
export const InboxProvider = Context.Provider;

/** What every part of the inbox shares. */
export function useInbox(): Inbox {
  const inbox = useContext(Context);
  if (!inbox) throw new Error("useInbox stands outside of InboxFrame");
  return inbox;
}
