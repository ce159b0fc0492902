import { find } from "linkifyjs";
import { Liquid, type Template, TokenKind, type ValueToken } from "liquidjs";
import type { Field } from "@/lib/fields/table";
import type { CustomValues } from "@/lib/members/table";

/** What a text may be filled with. */
export type Person = {
  firstName: string | null;
  lastName: string | null;
  city: string | null;
  state: string | null;
  custom: CustomValues;
};
export type CustomField = Pick<Field, "id" | "label" | "kind"> & { archived?: boolean };
/** A merge field; an archived one still has values, but is not offered. */
export type PersonalField = { slug: string; label: string; archived: boolean };

export type Compiled = {
  /** What is wrong with the body, one sentence each; empty: it can be sent. */
  problems: string[];
  /** The http(s) links in it, whole, each once, in their order. */
  urls: string[];
  /** The slugs of the merge fields in it. */
  slugs: string[];
  /** Slugs without a fallback: where the value is missing, nothing is put in its place. */
  bare: string[];
  /** The message for one person. Never throws, and never leaves a "{{". */
  fill(person: Person, options: { linkFor(url: string): string; optOutLine: string | null }): string;
};

/** Stands under a broadcast once a month for each member (CTIA), and counts in its length. */
export const optOutLine = "Reply STOP to opt out";

const own: (Omit<PersonalField, "archived"> & { of: (person: Person) => unknown })[] = [
  { slug: "first_name", label: "First name", of: (person) => person.firstName },
  { slug: "last_name", label: "Last name", of: (person) => person.lastName },
  { slug: "city", label: "City", of: (person) => person.city },
  { slug: "state", label: "State", of: (person) => person.state },
];

/** UTF-16 units of a body, and merge fields in it: far more than a message of 400 characters needs. */
const longestBody = 4_000;
const mostOutputs = 40;
/** Characters of one answer: nobody's name may fill the whole text. */
const longestValue = 100;

const engine = bounded();

/**
 * The merge fields a message may name: our own, then the leader's in the given order. Of two fields with the same slug
 * the older one keeps it, whatever their order and whether or not one is archived.
 */
export function personalFields(custom: CustomField[]): PersonalField[] {
  const taken = new Set(own.map((field) => field.slug));
  const slugs = new Map<number, string>();
  for (const field of [...custom].sort((a, b) => a.id - b.id)) {
    const slug = slugOf(field, taken);
    taken.add(slug);
    slugs.set(field.id, slug);
  }
  return [
    ...own.map(({ slug, label }) => ({ slug, label, archived: false })),
    ...custom.map(({ id, label, archived = false }) => ({ slug: slugs.get(id) ?? "", label, archived })),
  ];
}

type Piece = string | { url: string } | { output: Template };

/**
 * Reads a body once, so that it can be filled for millions: {{ fields }} with a few filters and nothing else of Liquid
 * (no loops, no conditions, no includes). Runs in the browser as well. `custom`: the leader's own fields.
 */
export function compileBody(body: string, custom: CustomField[] = []): Compiled {
  const problems: string[] = [];
  const fields = personalFields(custom);
  const plain = straightened(body);
  checkOutputs(plain, fields, problems);
  const pieces = piecesOf(plain, problems);
  const { slugs, bare } = namesIn(pieces, fields, problems);
  checkLinks(pieces, problems);
  const readers = new Map<string, (person: Person) => unknown>(slugs.map((slug) => [slug, () => null]));
  for (const field of own) readers.set(field.slug, field.of);
  fields.slice(own.length).forEach((field, at) => {
    const id = String(custom[at]?.id);
    readers.set(field.slug, (person) => person.custom[id]);
  });
  const used = [...readers].filter(([slug]) => slugs.includes(slug));
  const urls = pieces.flatMap((piece) => (typeof piece !== "string" && "url" in piece ? [piece.url] : []));
  return {
    problems,
    urls: [...new Set(urls)],
    slugs,
    bare,
    fill(person, { linkFor, optOutLine }) {
      const scope = Object.fromEntries(used.map(([slug, read]) => [slug, shown(read(person))]));
      const text = pieces
        .map((piece) => {
          if (typeof piece === "string") return piece;
          return "url" in piece ? linkFor(piece.url) : render(piece.output, scope);
        })
        .join("")
        // Braces that stood apart may have come to stand together where something between them fell away.
        .replace(/\{{2,}/g, "{");
      return optOutLine ? `${text.trimEnd()}\n${optOutLine}` : text;
    },
  };
}

function bounded(): Liquid {
  const liquid = new Liquid({
    strictFilters: true,
    strictVariables: true,
    ownPropertyOnly: true,
    parseLimit: longestBody,
    renderLimit: 50,
    memoryLimit: 100_000,
  });
  const kept = ["default", "capitalize", "upcase", "downcase"];
  for (const name of Object.keys(liquid.filters)) if (!kept.includes(name)) delete liquid.filters[name];
  for (const name of Object.keys(liquid.tags)) delete liquid.tags[name];
  return liquid;
}

/** Phones write “friend” where a program reads "friend". */
function straightened(body: string): string {
  return body.replace(/\{\{.*?\}\}/gs, (output) => output.replace(/[“”„]/g, '"').replace(/[‘’]/g, "'"));
}

function piecesOf(body: string, problems: string[]): Piece[] {
  try {
    if (body.length > longestBody) throw new Error("far longer than 400 characters");
    if (/\{%/.test(body)) throw new Error("“{%” can’t be used in a message; merge fields look like {{ first_name }}");
    if (/\}\}/.test(body.replace(/\{\{.*?\}\}/gs, ""))) throw new Error("a “}}” has no “{{” before it");
    const templates = engine.parse(body);
    return templates.flatMap((template): Piece[] =>
      template.token.kind === TokenKind.Output ? [{ output: template }] : withLinks(template.token.getText()),
    );
  } catch (error) {
    problems.push(sentenceOf(error, body));
    // Never sent, but should it ever be: without what could not be read.
    return withLinks(body.slice(0, longestBody).replace(/\{\{.*?\}\}|\{%.*?%\}|\{\{|\}\}|\{%|%\}/gs, ""));
  }
}

/** What is between the braces that have this filter. */
function outputWith(filter: string, body: string): string {
  const outputs = [...body.matchAll(/\{\{(.*?)\}\}/gs)].map(([, inner = ""]) => inner);
  const inner = outputs.find((one) => one.replace(/\s/g, "").includes(`|${filter}`)) ?? "";
  return /^\s*[\p{L}\w]+\s*\|\s*[\p{L}\s]+$/u.test(inner) ? inner : inner.replace(/\|.*$/s, "");
}

function sentenceOf(error: unknown, body: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const filter = /undefined filter: (\S+?),/.exec(message)?.[1];
  if (filter) return `“${filter}” isn’t supported. Write a fallback like ${rightForm(outputWith(filter, body))}.`;
  if (/not closed/.test(message)) return "A “{{” is not closed. A merge field looks like {{ first_name }}.";
  if (/^(far longer|a “\}\}”|“\{%”)/.test(message)) return `${message[0]?.toUpperCase()}${message.slice(1)}.`;
  return 'A merge field can’t be read. It looks like {{ first_name | default: "friend" }}.';
}

/** Only what is plainly written as a link: "you.So" after a full stop is no address. */
function withLinks(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const link of find(text, "url")) {
    if (!/^(https?:\/\/|www\.)/i.test(link.value)) continue;
    pieces.push(text.slice(from, link.start), {
      url: /^www\./i.test(link.value) ? `https://${link.value}` : link.value,
    });
    from = link.end;
  }
  return [...pieces, text.slice(from)].filter((piece) => piece !== "");
}

function checkLinks(pieces: Piece[], problems: string[]): void {
  pieces.forEach((piece, at) => {
    if (typeof piece === "string" || !("url" in piece)) return;
    const next = pieces[at + 1];
    if (next && typeof next !== "string" && "output" in next)
      problems.push("A link can’t end in a merge field. Put a space between them.");
    else if (!URL.canParse(piece.url)) problems.push(`“${piece.url}” isn’t a link that a phone can open.`);
    else if (piece.url.length > 2_000) problems.push("A link is longer than 2,000 characters.");
    else if (new URL(piece.url).username) problems.push("A link can’t contain a user name or password.");
  });
}

/** One field, then filters whose words are in quotation marks. Liquid itself overlooks what else stands there. */
const wellFormed =
  /^-?\s*[\p{L}\w.-]+\s*(?:\|\s*(?:default|capitalize|upcase|downcase)\s*(?::\s*(?:"[^"]*"|'[^']*'|\d+)\s*)?)*-?$/u;

/** A fallback that would be dropped without a word is a problem: {{first_name, friend}}, {{first_name | default "friend"}}. */
function checkOutputs(body: string, fields: PersonalField[], problems: string[]): void {
  for (const [output, inner = ""] of body.matchAll(/\{\{(.*?)\}\}/gs)) {
    const text = inner.trim();
    const [, field = "", other = ""] = /^-?\s*([\p{L}\w]+)\s*([\p{L}\w]*)/u.exec(text) ?? [];
    const emptyDefault = /\|\s*default\s*(?:$|\|)/.test(text);
    if ((wellFormed.test(text) && !emptyDefault) || !known(field, fields) || known(other, fields)) continue;
    problems.push(`“${output.slice(0, 60)}” can’t be read. Write ${rightForm(text)}.`);
  }
}

/** How what was meant is written: the field, and what follows it as its fallback. */
function rightForm(text: string): string {
  const [, field = "first_name", rest = ""] = /^[-\s]*([\p{L}\w]+)(.*)$/su.exec(text) ?? [];
  const words = rest
    .replace(/^[\s|,:;/=?(-]*(?:(?:or|else|fallback|default)\b)?[\s|,:;/=?-]*/i, "")
    .replace(/["'{}|()]/g, "")
    .trim()
    .slice(0, 30);
  return `{{ ${field} | default: "${words || "friend"}" }}`;
}

type Parsed = { value: { initial: { postfix: ValueToken[] }; filters: { name: string; args: ValueToken[] }[] } };

function namesIn(pieces: Piece[], fields: PersonalField[], problems: string[]) {
  const known = new Set(fields.map((field) => field.slug));
  const slugs = new Set<string>();
  const bare = new Set<string>();
  const outputs = pieces.flatMap((piece) => (typeof piece !== "string" && "output" in piece ? [piece.output] : []));
  if (outputs.length > mostOutputs) problems.push(`A message can have ${mostOutputs} merge fields at most.`);
  for (const output of outputs) {
    const { initial, filters } = (output as unknown as Parsed).value;
    const names = engine.fullVariablesSync([output]);
    const simple = initial.postfix.length === 1 && initial.postfix[0]?.kind === TokenKind.PropertyAccess;
    for (const name of names) {
      slugs.add(name.split(/[.[]/)[0] ?? name);
      if (!known.has(name)) problems.push(unknown(name, fields));
    }
    if (!simple && names.every((name) => known.has(name)))
      problems.push("Put one merge field between {{ and }}, and its fallback after “|”.");
    if (
      simple &&
      names[0] &&
      known.has(names[0]) &&
      !filters.some((filter) => filter.name === "default" && filter.args.length > 0)
    )
      bare.add(names[0]);
  }
  return { slugs: [...slugs], bare: [...bare] };
}

const known = (slug: string, fields: PersonalField[]) => fields.some((field) => field.slug === slug);

function unknown(name: string, fields: PersonalField[]): string {
  const offered = fields.filter((field) => !field.archived);
  const some = offered.slice(0, 8).map((field) => field.slug);
  const last = name.split(".").at(-1) ?? "";
  const meant = last !== name && known(last, offered) ? ` Did you mean {{ ${last} }}?` : "";
  return `There’s no merge field “${name.slice(0, 40)}”.${meant} Use ${some.join(", ")}${offered.length > 8 ? ", …" : ""}.`;
}

function render(output: Template, scope: Record<string, string | null>): string {
  try {
    return String(engine.renderSync([output], scope)).slice(0, longestValue * 2);
  } catch {
    return "";
  }
}

const longDate = new Intl.DateTimeFormat("en-US", { month: "long", day: "numeric", year: "numeric", timeZone: "UTC" });

/** One line, no braces: what a member wrote must not look like a field of ours. */
function shown(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return value ? "yes" : "no";
  const text = String(value)
    .replace(/\p{Cc}+/gu, " ")
    .replace(/[{}]/g, "")
    .trim();
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return longDate.format(new Date(text));
  return text === "" ? null : [...text].slice(0, longestValue).join("");
}

function slugOf(field: CustomField, taken: Set<string>): string {
  const slug = field.label
    .normalize("NFD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 40);
  const plain = /^[a-z]/.test(slug) ? slug : `field_${field.id}`;
  return taken.has(plain) ? `${plain}_${field.id}` : plain;
}
