/**
 * The closed vocabularies of the rules. A request to stop is built from few words ("please remove my number from your
 * list thanks"): a clause that holds a stopping verb and nothing but these words is one, whatever their order.
 */
const set = (words: string) => new Set(words.trim().split(/\s+/));

/** What texting is about: a stopping verb with one of these asks for the texts to stop. */
export const messaging = set(`
  text texts texting texted message messages messaging messaged sms mms notification notifications alert alerts update updates
  email emails contact contacts contacting contacted communication communications spam spamming newsletter subscription subscriptions
  list lists listing database send sending receive receiving getting harassing bothering bugging pestering annoying soliciting
  solicitation solicitations promos promotions promotional advertising ads call calls calling marketing bombarding reply
  replies blasts campaign outreach writing disturbing stalking pinging blowing emailing messenger thread group chat service services communications texter textos programs campaigning program mailing distribution`);

/** What else may stand in such a request. */
export const around = set(`
  me my myself us our all any every each these this those that them it the a an your you of from off on onto out to at in for with by
  and or more much further future again anymore ever now immediately asap today already right away please thanks kindly so
  both kind sort type stuff nonsense crap bs bullshit garbage junk shit trash constant constantly daily day unwanted unsolicited random stupid
  stupid dumb damn damned goddamn fucking fuck bloody hell freaking annoying political campaign fundraising donation donations money number numbers phone
  cell cellphone mobile line name info information address data contact system records file roster group chat thread service services
  account sir maam maam dude bro man people folks guys everyone team asshole assholes idiot idiots jerk moron morons bitch
  completely totally entirely permanently forever good effective today tonight here there sms up
  get be been being am is are do not will would im i we wish want thing things anything everything anyone nothing am asking request blowing
  text texts other others unwanted whatever via also just ok okay god sake love last time times once one final third second
  warning notice additional end stop unsubscribe remove telephone device messaging personal private work business`);

/** Said beside a keyword without changing it. */
export const polite = set(`
  please thanks kindly sorry hi hey hello dear ok okay yes no yeah nope now sir maam just and so then but immediately asap already
  really seriously again friend everyone folks guys all good morning afternoon evening day today fucking fuck damn dammit god
  por favor gracias porfavor porfa xfa hola buenos dias buenas tardes noches ya senor senora
  svp stp merci bonjour salut bonsoir s il vous te plait monsieur madame du tout de suite bien right away thx text reply send txt
  me this it bye goodbye tnx ugh uh um oh geez jeez wow omg enough well fine yo bro veuillez d de k nah na nty ah appreciated much very amen n forever 4ever 4evr`);

/** The only words beside START and YES that leave them clear. */
export const clear = set("please thanks por favor gracias svp merci sorry now");

type Language = "en" | "es" | "fr";
/** Words that opt out alone, repeated or beside politeness: 47 CFR 64.1200(a)(10), customary ones, Spanish, French and others. */
export const keywords: Record<string, Language> = {
  ...each(
    "en",
    `stop quit end revoke optout cancel unsubscribe stopall unsub remove removeme unsubscribed cease desist discontinue
     unlist unenroll deregister unsubscribing stoptexting стоп хватит отписаться отписка 停止 退订 退訂 取消 中止 解除 توقف الغاء إلغاء
     stopp sair dung`,
  ),
  ...each(
    "es",
    `alto parar pare paren cancelar cancela cancele cancelen baja detener detente detenganse desuscribir desuscribirme desuscribirse
     desuscribeme desinscribir basta eliminar borrar borrarme eliminarme borrenme eliminenme quitenme saquenme
     quitarme parale parenle paralo parele desuscribanme suspender`,
  ),
  ...each(
    "fr",
    `arret arrete arretez arreter desabonner desabonnez desabonnement desinscription desinscrire annuler resilier
     resiliation arretes cessez cesser stoppez stopper desinscrivez desabo desabonnement stopez arretons`,
  ),
};
/** Alone they may mean it: a person decides. */
export const softKeywords = set(`
  stopit para fin exit delete enough halt off quite scam scammer scammers spammer reported blocked reporting deactivate disconnect removal canceling cancelling quitting unsubscribes cancelacion retirer soliciting block blocked blocking unfollow salir fuera termina terminar terminate
  removed deleted stahp nomas remover suppression supprimer quitar`);

function each(language: Language, words: string): Record<string, Language> {
  return Object.fromEntries([...set(words)].map((word) => [word, language]));
}

const alike: Record<string, string> = {
  ...as("please", "pls plz plse pleas pleeze pleez plese puhlease plox"),
  ...as("thanks", "thx tks thnx thanx ty tyvm thankyou thank thnks"),
  ...as("you", "u yu"),
  ...as("your", "ur yr yalls"),
  ...as("text", "txt tex"),
  ...as("texts", "txts"),
  ...as("are", "r"),
  ...as("block", "blk blok"),
  ...as("blocked", "blkd"),
  ...as("with", "w wit"),
  ...as("texting", "txting texing textin txtin txtng textng texing txing"),
  ...as("message", "msg mesage messge massage messege mssg"),
  ...as("messages", "msgs mesages messges massages messeges mssgs messgaes messags"),
  ...as("messaging", "msging messging messagin mesaging massaging"),
  ...as("sending", "sendin sendng"),
  ...as("remove", "remov remve rmove reomve romove rmv"),
  ...as("cancel", "cancle cancell canel cancal"),
  ...as("because", "cuz bc cause bcuz"),
  ...as("number", "num numb nummber numbr"),
  ...as("anymore", "nomore-"),
  ...as("receiving", "recieving receving"),
  ...as("receive", "recieve receve"),
  ...as("stop", "stops- stopping-"),
  ...as("fucking", "fuckin fukin effing fking fckng fuking"),
  ...as("fuck", "fck fuk eff fk"),
  ...as("dont", "don dnt dontt"),
  ...as("im", "iam"),
  ...as("optout", "optmeout opt-out"),
};

function as(plain: string, words: string): Record<string, string> {
  return Object.fromEntries(words.split(" ").map((word) => [word, plain]));
}

/** Pairs and triples of words that are one. */
const joined: [RegExp, string][] = [
  [/\bstop (?:2|to|two|and) (?:end|quit|stop|cancel|unsubscribe|optout)\b/g, "stop"],
  [/\bstop ?2 ?(?:end|quit|stop|cancel)\b/g, "stop"],
  [/\bstop end\b/g, "stop"],
  [/\bopt(?:ing)? (me |us |my number |this number )?out\b|\boptingout\b/g, "optout $1"],
  [/\bopted (me |us )?out\b/g, "optedout"],
  [/\bun (?:subscribe|sub|suscribe)\b/g, "unsubscribe"],
  [/\bdo ?not\b/g, "dont"],
  [/\bdoes not\b/g, "doesnt"],
  [/\bdid not\b/g, "didnt"],
  [/\bcan not\b|\bcannot\b/g, "cant"],
  [/\bwill not\b/g, "wont"],
  [/\bi am\b/g, "im"],
  [/\bi have\b/g, "ive"],
  [/\bi would\b/g, "id"],
  [/\byou are\b/g, "youre"],
  [/\bis not\b/g, "isnt"],
  [/\bany more\b/g, "anymore"],
  [/\bwanna\b/g, "want to"],
  [/\bgonna\b/g, "going to"],
  [/\bgotta\b/g, "have to"],
  [/\blemme\b/g, "let me"],
  [/\btryna\b/g, "trying to"],
  [/\bthanks you\b/g, "thanks"],
  [/\bcell phone\b/g, "phone"],
  [/\bno longer (?=(?:want|wish|need|care|consent|like|desire|agree)\b)/g, "dont "],
  [/\b(?:turn|shut|switch) off\b/g, "disable"],
  // Said to drivers, not to senders.
  [/\btext(?:ing)? (?:and|while|n) (?:driv\w+|walk\w+)\b/g, "textdriving"],
  [/\bfor (?:the love of god|god s sake|gods sake|christs sake|fucks sake)\b/g, "please"],
  [/\bthanks (?:so|very) much\b/g, "thanks"],
];

/** Brings spellings of one word together, and words that belong together. */
export function unify(words: string[]): string[] {
  let clause = words
    .map((word) => word.replace(runTogether, "$1"))
    .map((word) => alike[word] ?? (misspelledUnsubscribe(word) ? "unsubscribe" : word))
    .join(" ");
  for (const [pattern, plain] of joined) clause = clause.replace(pattern, plain);
  return clause.split(" ").filter(Boolean);
}

/** "STOPSTOP": a keyword repeated without spaces. */
const runTogether = /^(stop|quit|cancel|remove|unsubscribe)\1+$/;

/** unsubcribe, unsuscribe, unsibscribe, unsubscirbe … */
function misspelledUnsubscribe(word: string): boolean {
  if (!/^(un|us)/.test(word) || word.length < 8 || word.length > 14 || /(ed|ers?|ing|able)$/.test(word)) return false;
  return distance(word, "unsubscribe", 3) <= 3;
}

/** Edits between two words, with neighbors exchanged as one (optimal string alignment); gives up above `most`. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)]);
  for (let j = 1; j <= b.length; j++) (rows[0] as number[])[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const [row, above] = [rows[i] as number[], rows[i - 1] as number[]];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((above[j] as number) + 1, (row[j - 1] as number) + 1, (above[j - 1] as number) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, ((rows[i - 2] as number[])[j - 2] as number) + 1);
      row[j] = least;
    }
  }
  return (rows[a.length] as number[])[b.length] as number;
}

/** Words one edit away from STOP that people do text. */
const realWords = set("top shop step atop slop stow spot strop stoop shtop ston stoppe stog");
/** A single mistyped STOP, or one of its sisters with one mistake. */
export function isTypo(word: string): boolean {
  if (realWords.has(word) || Object.hasOwn(keywords, word)) return false;
  if (word.length >= 3 && word.length <= 5 && /[st]/.test(word))
    return (
      (distance(word, "stop", 1) === 1 && /[sdwaxzi]/.test(word[0] as string)) || /^(tsop|otsp|stpo|sotp)$/.test(word)
    );
  return (
    word.length >= 6 &&
    ["cancel", "remove", "revoke", "stopall", "optout"].some((one) => distance(word, one, 1) === 1) &&
    !set("removed canceled cancels removes revoked cancer novels").has(word)
  );
}
