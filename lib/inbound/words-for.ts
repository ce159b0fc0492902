import { cardAnswer, helpAnswer, startAnswer, stopAnswer } from "@/lib/consent/answers";
import { cardUrl } from "@/lib/leaders/card-link";
import type { Speaker } from "@/lib/leaders/speakers";
import type { KnownTexter } from "@/lib/members/arrive";
import { welcomeText } from "@/lib/members/welcome";
import type { TextToQueue } from "@/lib/messages/queue";
import type { MessageMedia } from "@/lib/messages/table";
import type { Deed } from "./decide";

type Words = Pick<TextToQueue, "kind" | "body" | "onceKey" | "media">;

/** Whether the leader's contact card goes along as a file with what is answered to a text that did this. */
export function wantsCard(deed: Deed, speaker: Speaker): boolean {
  return speaker.cardAs === "mms" && (deed.do === "card" || (deed.do === "confirm" && speaker.cardAfterSignUp));
}

/** What is answered by itself to a text that did this, with the card where there is one; null: nothing. */
export function wordsFor(deed: Deed, speaker: Speaker, member: KnownTexter, card: MessageMedia | null): Words | null {
  const media = card && [card];
  switch (deed.do) {
    case "opt_out":
      return deed.answer ? { kind: "stop_answer", body: stopAnswer(speaker, deed.language) } : null;
    case "bring_back":
      return deed.answer ? { kind: "start_answer", body: startAnswer(speaker) } : null;
    case "confirm":
      return {
        kind: "welcome",
        body: welcomeText(speaker, member.language === "es" ? "es" : "en", { asks: true, withCard: card !== null }),
        media,
        onceKey: `welcome:${member.id}`,
      };
    case "help":
      return deed.answer ? { kind: "help_answer", body: helpAnswer(speaker) } : null;
    case "card":
      return { kind: "card", body: cardAnswer(speaker, card ? null : cardUrl(speaker.handle)), media };
    case "first_answer":
      return { kind: "first_answer", body: speaker.firstAnswer };
    case "flag":
      return null;
  }
}

/** After these nobody waits for the leader's own words. */
export const answersItself = new Set<Deed["do"]>(["opt_out", "bring_back", "confirm", "help", "card"]);
