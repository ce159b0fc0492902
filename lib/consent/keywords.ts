export type Meaning =
  | { kind: "stop"; language: "en" | "es" | "fr" }
  | { kind: "start"; yes: boolean }
  | { kind: "help" }
  /** Wants the contact card. */
  | { kind: "card" }
  /** A longer text that plainly asks to stop: for the leader to decide (docs/compliance.md, "Stopping"). */
  | { kind: "asks_to_stop" }
  | { kind: "text" };

/** 47 CFR 64.1200(a)(10) names the first seven; the next are customary; the rest is Spanish and French. */
const stops: Record<string, "en" | "es" | "fr"> = {
  stop: "en",
  quit: "en",
  end: "en",
  revoke: "en",
  optout: "en",
  cancel: "en",
  unsubscribe: "en",
  stopall: "en",
  unsub: "en",
  alto: "es",
  parar: "es",
  cancelar: "es",
  baja: "es",
  arret: "fr",
  arrêt: "fr",
  arreter: "fr",
  arrêter: "fr",
};
const starts = new Set(["start", "unstop"]);
const helps = new Set(["help", "info", "ayuda"]);
const cards = new Set(["card", "contact", "vcard", "contacto", "tarjeta"]);

/** Sentences people write who want out, tried on words without punctuation. */
const asking = [
  /\b(please |pls |plz )?stop (texting|messaging|sending|contacting|these|the texts|the messages|all texts|it texting)\b/,
  /\b(please|pls|plz) stop$/,
  /^stop (please|pls|plz|now|this)\b/,
  /\b(take|get|remove|delete) me (off|from)\b/,
  /^(please |pls )?(remove|delete|unsubscribe) me\b/,
  /\b(remove|delete|take) my (number|name)\b/,
  /\b(do not|dont|never) (text|message|contact|write) me\b/,
  /\b(no more|quit|cease) (texts|texting|messages|messaging)\b/,
  /\b(want|like) to (unsubscribe|opt out|be removed)\b/,
  /\bunsubscribe\b/,
  /\b(deja|dejen|deje) de (escribirme|mandarme|enviarme)\b/,
  /\bno me (escriban|escribas|manden|mandes) mas\b/,
];
const notAsking = /\b(dont|do not|cant|can not|cannot|wont|never|couldnt|could not) (ever )?stop\b/;

/**
 * What a text means for consent. The whole text counts, blind to case, spaces, quotes, punctuation and invisible
 * characters: "Stop.", " STOP ", "“stop”", "opt-out" are all STOP; "don't stop" is not.
 */
export function understand(text: string): Meaning {
  const word = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
  const language = Object.hasOwn(stops, word) ? stops[word] : undefined;
  if (language) return { kind: "stop", language };
  if (starts.has(word)) return { kind: "start", yes: false };
  if (word === "yes" || word === "si" || word === "sí") return { kind: "start", yes: true };
  if (helps.has(word)) return { kind: "help" };
  if (cards.has(word)) return { kind: "card" };
  return asksToStop(text) ? { kind: "asks_to_stop" } : { kind: "text" };
}

function asksToStop(text: string): boolean {
  const words = text
    .slice(0, 1_000)
    .normalize("NFKD")
    .toLowerCase()
    .replace(/['’‘`\p{M}]/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  if (!asking.some((pattern) => pattern.test(words))) return false;
  return !notAsking.test(words) || /\b(dont|do not|never) (text|message|contact|write) me\b/.test(words);
}
