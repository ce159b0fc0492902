import { regions } from "@/lib/places/regions";
import type { Condition, SegmentTree } from "./tree";

/** What things are called that a tree knows by their ids only. */
export type Names = {
  tags: Named;
  fields: Named;
  segments: Named;
  broadcasts: Named;
  links: Named;
};
type Named = ReadonlyMap<number, string>;

/** A tree as people say it: "Everyone in Illinois, aged 18 to 24 and not tagged “Press”". */
export function sentence(tree: SegmentTree, names: Names): string {
  if ("and" in tree && tree.and.length === 0) return "Everyone";
  if ("is" in tree && tree.is === "everyone") return "Everyone";
  const said = clause(tree, names, true);
  return said.startsWith("except") ? `Everyone ${said}` : `Those ${said}`;
}

function clause(tree: SegmentTree, names: Names, alone = false): string {
  if ("not" in tree) return not(tree.not, names, alone);
  if ("is" in tree) return phrase(tree, names, false);
  const [all, word] = "and" in tree ? [tree.and, "and"] : [tree.or, "or"];
  if (all.length === 0) return word === "and" ? "who are there" : "who are nobody";
  const only = all.length === 1;
  // "… and aged 18 to 24 except those …": exceptions come last and need no "and".
  const isException = (one: SegmentTree) => word === "and" && "not" in one && !("is" in one.not);
  const exceptions = all.filter(isException).map((one) => clause(one, names, only));
  const rest = all.filter((one) => !isException(one)).map((one) => clause(one, names, only));
  const said = [joined(rest, word), ...exceptions].filter(Boolean).join(" ");
  return alone || only ? said : `(${said})`;
}

function joined(said: string[], word: string): string {
  return said.length < 2 ? said.join() : `${said.slice(0, -1).join(", ")} ${word} ${said.at(-1)}`;
}

function not(tree: SegmentTree, names: Names, alone: boolean): string {
  if ("is" in tree) return phrase(tree, names, true);
  if ("not" in tree) return clause(tree.not, names, alone);
  return `except those ${clause(tree, names, alone)}`;
}

/** One condition, after "those". */
function phrase(condition: Condition, names: Names, no: boolean): string {
  const who = (yes: string, other: string) => (no ? other : yes);
  const named = (of: Named, id: number) => quoted(of.get(id) ?? "one that is gone");
  switch (condition.is) {
    case "everyone":
      return who("who are there", "who are nobody");
    case "age":
      return `${who("aged", "not aged")} ${span(condition.from, condition.to, "any age that is known")}`;
    case "birthday":
      return `${who("with", "without")} a birthday ${condition.days === 0 ? "today" : `within ${days(condition.days)}`}`;
    case "city":
      return `${who("in", "not in")} ${list(condition.any)}`;
    case "region":
      return `${who("in", "not in")} ${list(condition.any.map((one) => regions[one.toUpperCase()] ?? one))}`;
    case "postal_code":
      return `${who("with", "without")} a postal code that begins ${list(condition.any)}`;
    case "near":
      return `${who("within", "not within")} ${condition.miles} ${condition.miles === 1 ? "mile" : "miles"} of ${condition.place}`;
    case "area_code":
      return `${who("with", "without")} area code ${list(condition.any)}`;
    case "gender":
      return `${who("who are", "who are not")} ${list(condition.any.map(plural))}`;
    case "language":
      return `${who("who speak", "who do not speak")} ${list(condition.any.map((one) => (one === "es" ? "Spanish" : "English")))}`;
    case "field":
      return `${who("whose", "not those whose")} ${quoted(names.fields.get(condition.fieldId) ?? "a field that is gone")} ${answer(condition.test)}`;
    case "tag":
      return `${who("tagged", "not tagged")} ${list(condition.any.map((one) => named(names.tags, one)))}`;
    case "keyword":
      return `${who("who texted", "who never texted")} ${quoted(condition.words)}`;
    case "joined":
      return `${who("who joined", "who did not join")} ${between(condition.from, condition.to)}`;
    case "joined_within":
      return `${who("who joined", "who did not join")} in the last ${days(condition.days)}`;
    case "last_text":
      return `${who("who last texted", "who did not last text")} ${between(condition.from, condition.to)}`;
    case "last_text_within":
      return `${who("who texted", "who have not texted")} in the last ${days(condition.days)}`;
    case "texts":
      return `${who("who sent", "who did not send")} ${span(condition.from, condition.to, "any number of")} texts`;
    case "broadcast":
      return `${who(deed[condition.did][0], deed[condition.did][1])} ${named(names.broadcasts, condition.broadcastId)}${why(condition)}`;
    case "link":
      return `${who("who tapped", "who did not tap")} ${names.links.get(condition.linkId) ?? "a link that is gone"}`;
    case "status":
      return `${who("who", "who have not")} ${list(condition.any.map((one) => (no ? standing[one][1] : standing[one][0])))}`;
    case "carrier":
      return condition.reaches !== no ? "whose number works" : "whose number is dead";
    case "starred":
      return who("with a star", "without a star");
    case "members":
      return `${who("chosen by hand", "not chosen by hand")} (${condition.ids.length.toLocaleString("en-US")})`;
    case "segment":
      return `${who("in the segment", "not in the segment")} ${named(names.segments, condition.segmentId)}`;
  }
}

/** For one reason, within one hour; the hour as UTC writes it, for a sentence has no zone of its own. */
function why({ reason, hour }: Extract<Condition, { is: "broadcast" }>): string {
  const because = reason ? ` (${reason.words ?? reason.code ?? "no reason given"})` : "";
  return hour ? `${because} in the hour from ${hour.slice(0, 16).replace("T", " ")} UTC` : because;
}

const deed = {
  sent: ["who were sent", "who were not sent"],
  delivered: ["who received", "who did not receive"],
  withheld: ["who were held back from", "who were not held back from"],
  dropped: ["whose turn never came in", "whose turn came in"],
  failed: ["who could not be reached with", "who did not fail to get"],
  answered: ["who answered", "who did not answer"],
  clicked: ["who tapped a link of", "who tapped no link of"],
} as const;

const standing = {
  active: ["signed up", "signed up"],
  new: ["texted without signing up yet", "only texted"],
  invited: ["are invited", "been invited"],
  opted_out: ["opted out", "opted out"],
  abroad: ["text from abroad", "texted from abroad"],
} as const;

function answer(test: Extract<Condition, { is: "field" }>["test"]): string {
  switch (test.op) {
    case "known":
      return "is answered";
    case "any":
      return `is ${list(test.values)}`;
    case "number":
      return `is ${span(test.from, test.to, "a number")}`;
    case "day":
      return `is ${between(test.from, test.to)}`;
    case "yes_no":
      return test.yes ? "is yes" : "is no";
  }
}

/** "woman" is who one of them is; a segment is of women. */
const plural = (gender: string) => (/(^| |wo)man$/i.test(gender) ? gender.replace(/man$/i, "men") : gender);

const quoted = (text: string) => `“${text}”`;
const days = (count: number) => (count === 1 ? "1 day" : `${count.toLocaleString("en-US")} days`);

function list(all: readonly string[]): string {
  if (all.length > 4) return `${all.slice(0, 3).join(", ")} or ${all.length - 3} others`;
  return all.length < 2 ? all.join() : `${all.slice(0, -1).join(", ")} or ${all.at(-1)}`;
}

function span(from: number | null, to: number | null, any: string): string {
  if (from === null && to === null) return any;
  if (to === null) return `${from} or more`;
  if (from === null) return `${to} or less`;
  return from === to ? String(from) : `${from} to ${to}`;
}

function between(from: string | null, to: string | null): string {
  const say = (day: string) =>
    new Date(`${day}T00:00:00Z`).toLocaleDateString("en-US", { dateStyle: "medium", timeZone: "UTC" });
  if (from && to) return from === to ? `on ${say(from)}` : `between ${say(from)} and ${say(to)}`;
  if (from) return `since ${say(from)}`;
  return to ? `until ${say(to)}` : "at any time";
}
