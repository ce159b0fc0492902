import { createHash } from "node:crypto";
import type { Tx } from "@/lib/db/client";
import { consentTexts } from "./table";

export type Language = "en" | "es";
export type ConsentWords = { language: Language; words: string; version: string };

/**
 * The words a fan agrees to, beside the button: who sends, what, how often, that it is no condition of a purchase,
 * rates, STOP and HELP (47 CFR 64.1200, CTIA; docs/compliance.md, "Consent"). The version is a hash of the words, so that
 * what was shown can be proven later.
 */
export function consentWords(leaderName: string, language: Language): ConsentWords {
  const words =
    language === "es"
      ? `Al tocar el botón, acepto recibir mensajes de texto recurrentes (también promocionales y automáticos) de ${leaderName} en este número. Aceptar no es condición de ninguna compra. Pueden aplicarse tarifas de mensajes y datos. Responda STOP para dejar de recibirlos o HELP para ayuda.`
      : `By tapping the button I agree to get recurring texts (also promotional and automated ones) from ${leaderName} at this number. Consent is not a condition of any purchase. Msg & data rates may apply. Reply STOP to opt out, HELP for help.`;
  return versioned(language, words);
}

/**
 * The same for a form on the web, where a number is typed: it only counts together with the YES that proves the number
 * (double opt-in). `age` in years is confirmed with it.
 */
export function webConsentWords(leaderName: string, language: Language, age: number): ConsentWords {
  const words =
    language === "es"
      ? `Al tocar el botón y responder SI al mensaje, confirmo que tengo ${age} años o más y acepto recibir mensajes de texto recurrentes (también promocionales y automáticos) de ${leaderName} en este número. Aceptar no es condición de ninguna compra. Pueden aplicarse tarifas de mensajes y datos. Responda STOP para dejar de recibirlos o HELP para ayuda.`
      : `By tapping the button and replying YES to the text I confirm that I am ${age} or older and agree to get recurring texts (also promotional and automated ones) from ${leaderName} at this number. Consent is not a condition of any purchase. Msg & data rates may apply. Reply STOP to opt out, HELP for help.`;
  return versioned(language, words);
}

function versioned(language: Language, words: string): ConsentWords {
  return { language, words, version: createHash("sha256").update(words).digest("hex").slice(0, 16) };
}

/** Keeps a wording that was shown, once. */
export async function keepWords(tx: Tx, leaderId: number, shown: ConsentWords): Promise<void> {
  await tx
    .insert(consentTexts)
    .values({ leaderId, version: shown.version, language: shown.language, words: shown.words })
    .onConflictDoNothing();
}
