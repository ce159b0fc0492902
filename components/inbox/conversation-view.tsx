"use client";

import { useCallback, useEffect } from "react";
import { useAttached } from "@/components/media/use-attached";
import { useFileDrop } from "@/components/ui/files";
import type { Conversation } from "@/lib/threads/conversation";
import { Composer } from "./composer";
import { useInbox } from "./context";
import { ConversationHeader } from "./conversation-header";
import { FlagBanner } from "./flag-banner";
import { MessageList } from "./message-list";
import { Profile } from "./profile";
import { useConversation } from "./use-conversation";
import { useDraft } from "./use-draft";
import { type Pending, useOutbox } from "./use-outbox";

/** What was said with one person, the field to answer, and who they are. */
export function ConversationView({ first }: { first: Conversation }) {
  const { actions, mayWrite } = useInbox();
  const { conversation, problem, refresh, older, loadingOlder } = useConversation(first);
  const { member, messages } = conversation;
  const [draft, setDraft] = useDraft(member.id);
  const files = useAttached();
  const { giveBack: attachAgain } = files;
  const giveBack = useCallback(
    (text: Pending) => {
      setDraft((now) => (now.trim() === "" ? text.body : now));
      attachAgain(text.media);
    },
    [setDraft, attachAgain],
  );
  const whyNot = mayWrite ? member.whyNot : "Your role can read here, but not write.";
  const { over, zone } = useFileDrop({ off: whyNot !== null, take: files.add });
  const { pending, send } = useOutbox(member.id, messages, refresh, giveBack);

  const lastInbound = messages.find((message) => !message.outbound)?.id ?? 0;
  useEffect(() => {
    if (!mayWrite || lastInbound === 0) return;
    // Read means seen: a window out of sight reads nothing until it is looked at.
    const read = () => {
      if (document.hidden) return;
      void actions.read({ memberId: member.id }).catch(() => {});
    };
    read();
    document.addEventListener("visibilitychange", read);
    return () => document.removeEventListener("visibilitychange", read);
  }, [actions, member.id, lastInbound, mayWrite]);

  return (
    <div className="flex h-full w-full min-w-0">
      <div {...zone} className="relative flex h-full min-w-0 flex-1 flex-col">
        <ConversationHeader member={member} />
        {problem && (
          <p role="status" className="bg-warn-soft px-4 py-2.5 text-meta text-warn">
            {problem}
          </p>
        )}
        {conversation.flagged && <FlagBanner member={member} />}
        <MessageList
          memberId={member.id}
          name={member.name}
          messages={messages}
          pending={pending}
          more={conversation.more}
          older={older}
          loadingOlder={loadingOlder}
        />
        <Composer name={member.name} whyNot={whyNot} draft={draft} onDraft={setDraft} onSend={send} files={files} />
        {over && (
          <p className="pointer-events-none absolute inset-2 grid place-items-center rounded-card border-2 border-accent border-dashed bg-surface/90 font-medium text-accent">
            Drop it to send it along
          </p>
        )}
      </div>
      <section
        aria-label={`About ${member.name}`}
        className="hidden w-[300px] shrink-0 overflow-y-auto border-line border-l bg-surface xl:block"
      >
        <Profile member={member} />
      </section>
    </div>
  );
}
