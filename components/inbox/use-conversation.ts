"use client";

import { useCallback, useEffect, useState } from "react";
import { useLive } from "@/components/live/use-live";
import type { Conversation } from "@/lib/threads/conversation";
import { Away, fetchJson } from "./fetch-json";

/** Lays a fresh newest page over what is known. Where they no longer touch, the fresh one stands alone. */
function lay(known: Conversation, fresh: Conversation): Conversation {
  const ids = new Set(fresh.messages.map((message) => message.id));
  const touch = known.messages.length === 0 || !fresh.more || known.messages.some((message) => ids.has(message.id));
  if (!touch) return fresh;
  const older = known.messages.filter((message) => !ids.has(message.id));
  return { ...fresh, messages: [...fresh.messages, ...older], more: older.length > 0 ? known.more : fresh.more };
}

/** One conversation, kept true by live changes, with older texts on demand. */
export function useConversation(first: Conversation) {
  const id = first.member.id;
  const [conversation, setConversation] = useState(first);
  const [problem, setProblem] = useState<string | null>(null);
  const [loadingOlder, setLoadingOlder] = useState(false);

  const refresh = useCallback(async () => {
    try {
      const fresh = await fetchJson<Conversation>(`/inbox/${id}/messages`);
      if (fresh) setConversation((known) => lay(known, fresh));
      setProblem(null);
    } catch (error) {
      if (error instanceof Away) setProblem(error.message);
    }
  }, [id]);

  useLive((memberIds) => {
    if (memberIds.length === 0 || memberIds.includes(id)) void refresh();
  });

  useEffect(() => {
    if (!problem) return;
    const timer = setInterval(() => void refresh(), 3000);
    return () => clearInterval(timer);
  }, [problem, refresh]);

  const older = useCallback(async () => {
    // Pages go by texts; broadcasts come with them.
    const oldest = conversation.messages.findLast((message) => message.id > 0);
    if (!oldest || !conversation.more || loadingOlder) return;
    setLoadingOlder(true);
    try {
      const page = await fetchJson<Conversation>(`/inbox/${id}/messages?before=${oldest.id}`);
      if (page)
        setConversation((known) => ({ ...known, messages: [...known.messages, ...page.messages], more: page.more }));
    } catch (error) {
      if (error instanceof Away) setProblem(error.message);
    } finally {
      setLoadingOlder(false);
    }
  }, [conversation, id, loadingOlder]);

  return { conversation, problem, refresh, older, loadingOlder };
}
