import { list } from "./english-reading";
import { keywords, polite } from "./words";

/** Keywords as the carrier knows them: whoever types one in capitals means the command. */
const commands = list("stop stopall quit end cancel unsubscribe unsub revoke optout remove");
/** What follows a keyword in capitals on a poster, a road or a stage. */
const noCommand = list("by in over through watch motion sign signs light lights lamp time game games zone credits");
const otherCommands = list("help info start unstop ayuda aide informacion information");
const insults = list(`
  asshole assholes idiot idiots jerk jerks moron morons bitch bitches bastard bastards loser losers creep creeps weirdo
  weirdos clown clowns scum dumbass dumbasses fucker fuckers motherfucker motherfuckers dick dicks dickhead dickheads pig pigs fool fools
  spammer spammers scammer scammers scumbag scumbags prick pricks cunt cunts imbecile imbeciles idiota idiotas`);
const calling = list(
  "you your all a bunch of the fucking fuck damn damned goddamn stupid dumb bloody annoying dirty little",
);
/** What people call it who know the rules: do not call, do not contact. */
const names = list("dnc dnt dncl");

/**
 * Texts that carry a command beside something that no rule knows, or beside another command: whatever they look like,
 * a person reads them. Null where it is none of these. `text` is what was written, `words` what is read of it.
 */
export function doubtfulCommand(text: string, words: string[]): string | null {
  const first = words[0] as string;
  const said = words.filter((word) => !polite.has(word));
  if (said.length > 0 && said.every((word) => names.has(word))) return "names_do_not_call";
  const stops = (word: string) => Object.hasOwn(keywords, word);
  if (said.some(stops) && said.some((word) => otherCommands.has(word)))
    if (said.every((word) => stops(word) || otherCommands.has(word))) return "two_commands";
  if (!commands.has(first) || words.length < 2) return null;
  const rest = words.slice(1);
  if (rest.length <= 5 && rest.some((word) => insults.has(word)))
    if (rest.every((word) => insults.has(word) || calling.has(word) || polite.has(word))) return "keyword_insult";
  const [typed = ""] = /\p{L}+/u.exec(text) ?? [];
  const capitals = typed.length > 2 && typed === typed.toUpperCase();
  const [second = ""] = rest;
  if (capitals && rest.length === 1 && !stops(second) && !polite.has(second) && !noCommand.has(second))
    return "keyword_and_word";
  // "STOP to 24587", as it stands on posters.
  if (capitals && rest.every((word) => word === "to" || /^\d+$/.test(word))) return "keyword_and_word";
  return null;
}
