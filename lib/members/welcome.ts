import type { Language } from "@/lib/consent/words";
import { cardUrl } from "@/lib/leaders/card-link";

type Speaker = { name: string; handle: string; cardAfterSignUp: boolean };
type Wish = {
  /** Bring {{link}}, where those who joined by YES say who they are. */
  asks?: boolean;
  /** The contact card goes along as a file, so that no link to it is needed. */
  withCard?: boolean;
};

/**
 * The one welcome after a sign-up: names the sender and carries the opt-out line (docs/compliance.md, "What").
 */
export function welcomeText(leader: Speaker, language: Language, { asks, withCard }: Wish = {}): string {
  const card = leader.cardAfterSignUp && !withCard ? cardUrl(leader.handle) : null;
  const words =
    language === "es"
      ? [
          `${leader.name}: ya es parte.`,
          asks && "Cuente algo sobre usted: {{link}}",
          card && `Guarde el contacto: ${card}`,
          "Mensajes recurrentes. Pueden aplicarse tarifas de mensajes y datos. Responda STOP para salir, HELP para ayuda.",
        ]
      : [
          `${leader.name}: you're in!`,
          asks && "Tell me who you are: {{link}}",
          card && `Save the contact: ${card}`,
          "Recurring texts. Msg & data rates may apply. Reply STOP to opt out, HELP for help.",
        ];
  return words.filter(Boolean).join(" ");
}
