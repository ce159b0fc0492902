import { cardAnswer, helpAnswer, startAnswer, stopAnswer } from "@/lib/consent/answers";
import { cardUrl } from "@/lib/leaders/card-link";
import type { Speaker } from "@/lib/leaders/speakers";
import type { KnownTexter } from "@/lib/members/arrive";
import { welcomeText } from "@/lib/members/welcome";
import type { TextToQueue } from "@/lib/messages/queue";
import type { Deed } from "./decide";

type Words = Pick<TextToQueue, "kind" | "body" | "onceKey">;

/** What is answered by itself to a text that did this; null: nothing. */
export function wordsFor(deed: Deed, speaker: Speaker, member: KnownTexter): Words | null {
  switch (deed.do) {
    case "opt_out":
      return deed.answer ? { kind: "stop_answer", body: stopAnswer(speaker, deed.language) } : null;
    case "bring_back":
      return { kind: "start_answer", body: startAnswer(speaker) };
    case "confirm":
      return {
        kind: "welcome",
        body: welcomeText(speaker, member.language === "es" ? "es" : "en", true),
        onceKey: `welcome:${member.id}`,
      };
    case "help":
      return { kind: "help_answer", body: helpAnswer(speaker) };
    case "card":
      return { kind: "card", body: cardAnswer(speaker, cardUrl(speaker.handle)) };
    case "first_answer":
      return { kind: "first_answer", body: speaker.firstAnswer };
    case "flag":
      return null;
  }
}

/** After these nobody waits for the leader's own words. */
export const answersItself = new Set<Deed["do"]>(["opt_out", "bring_back", "confirm", "help", "card"]);
