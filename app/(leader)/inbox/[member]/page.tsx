import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ConversationView } from "@/components/inbox/conversation-view";
import { db } from "@/lib/db/client";
import { requireTeammate } from "@/lib/team/session";
import { readConversation } from "@/lib/threads/conversation";

type Props = { params: Promise<{ member: string }> };

const load = cache(async (member: string) => {
  const { leaderId, timeZone } = await requireTeammate();
  return /^[1-9]\d{0,14}$/.test(member) ? readConversation(db(), leaderId, Number(member), timeZone) : null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await load((await params).member))?.member.name ?? "Inbox" };
}

/** One conversation, by its address. */
export default async function MemberPage({ params }: Props) {
  const conversation = await load((await params).member);
  if (!conversation) notFound();
  return <ConversationView key={conversation.member.id} first={conversation} />;
}
