"use client";

import { createContext, useContext } from "react";
import type { Counts } from "@/lib/threads/queries";
import type { InboxActions } from "./actions";

type Inbox = {
  actions: InboxActions;
  /** The leader's IANA zone. */
  timeZone: string;
  mayWrite: boolean;
  counts: Counts;
};

const Context = createContext<Inbox | null>(null);
export const InboxProvider = Context.Provider;

/** What every part of the inbox shares. */
export function useInbox(): Inbox {
  const inbox = useContext(Context);
  if (!inbox) throw new Error("useInbox stands outside of InboxFrame");
  return inbox;
}
