/** What is needed to speak for a leader. */
type Speaker = { name: string; contact: string };

/** The one confirmation of an opt-out: no marketing in it (47 CFR 64.1200(a)(12)). */
export function stopAnswer(leader: Speaker, language: "en" | "es" | "fr"): string {
  if (language === "es") return `${leader.name}: no recibirá más mensajes. Responda START para volver.`;
  if (language === "fr") return `${leader.name} : vous ne recevrez plus de messages. Répondez START pour revenir.`;
  return `${leader.name}: you're unsubscribed and will get no more texts. Reply START to come back.`;
}

export function startAnswer(leader: Speaker): string {
  return `${leader.name}: welcome back, you'll get texts again. Msg & data rates may apply. Reply HELP for help, STOP to opt out.`;
}

/** Names the programme and a contact, as CTIA asks; also for those who opted out. */
export function helpAnswer(leader: Speaker): string {
  const contact = leader.contact ? ` Contact: ${leader.contact}.` : "";
  return `Texts from ${leader.name}.${contact} Msg & data rates may apply. Reply STOP to opt out.`;
}

/** The one text after a number was typed on the web: nothing more until YES (docs/compliance.md, "Consent"). */
export function askToJoinText(leader: { name: string }, language: "en" | "es"): string {
  return language === "es"
    ? `${leader.name}: responda SI para unirse y recibir mensajes recurrentes. Pueden aplicarse tarifas de mensajes y datos. Responda STOP para no recibir nada, HELP para ayuda.`
    : `${leader.name}: reply YES to join and get recurring texts. Msg & data rates may apply. Reply STOP to get nothing, HELP for help.`;
}

/** The contact card, asked for by CARD or CONTACT; without an address it goes along as a file. */
export function cardAnswer(leader: { name: string }, url: string | null): string {
  return `${leader.name}: here is my contact card, so that you know it is me${url ? `: ${url}` : "."}`;
}
