import { recordFlag } from "@/lib/consent/record";
import { classifyReply } from "@/lib/consent/replies/classify";
import type { Tx } from "@/lib/db/client";
import { speakers } from "@/lib/leaders/speakers";
import { touchThreads } from "@/lib/threads/record";

/** A text that was shown and decided with a part missing, before and after the part came. */
export type CompletedText = {
  leaderId: number;
  memberId: number;
  messageId: number;
  before: string;
  after: string;
  /** When the text reached us. */
  receivedAt: Date;
};

/**
 * Reads a text again whose missing part came after the rest of it was processed: the part may hold the request to stop. It
 * is held for a person, whatever they have written since: a START in between must not be undone.
 */
export async function flagLateRequest(tx: Tx, { before, after, ...text }: CompletedText): Promise<void> {
  const { leaderId, memberId, messageId, receivedAt: at } = text;
  const name = (await speakers(tx, [leaderId])).get(leaderId)?.name ?? "";
  const isRequest = (body: string) => /^(opt_out|flag)$/.test(classifyReply(body, [name]).kind);
  if (!isRequest(after) || isRequest(before)) return;
  await recordFlag(tx, [{ leaderId, memberId, channel: "keyword", words: after, rule: "late_part", messageId }]);
  await touchThreads(tx, [
    { leaderId, memberId, at, preview: after, count: 0, flagged: true, abroad: false, needsAnswer: true },
  ]);
}
