import { type SQL, sql } from "drizzle-orm";

/** The characters the database's words_of() indexes as emoji, in a regular expression's brackets. */
const emoji = /[\u203c-\u2049\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\u{1f000}-\u{1faff}]/gu;
/** 1️⃣, with or without its variation selector. */
const keycap = /([0-9#*])\ufe0f?\u20e3/g;
/** What changes how an emoji looks: skin tones, joiners and variation selectors. "👋🏽" finds "👋", and is found by it. */
const looks = /\p{Emoji_Modifier}|\u200d|\ufe0e|\ufe0f/gu;

/** Whether a text has an emoji that texts can be searched for. */
export const hasEmoji = (text: string): boolean => emojiIn(text).length > 0;

/** The emoji of a text without skin tones, each once: a family or a profession is taken apart, a keycap is "1⃣". */
export function emojiIn(text: string): string[] {
  const keys = [...text.matchAll(keycap)].map(([, key]) => `${key}\u20e3`);
  return [...new Set([...(text.replace(keycap, " ").replace(looks, "").match(emoji) ?? []), ...keys])];
}

/** A text without its emoji. */
export const withoutEmoji = (text: string): string => text.replace(keycap, " ").replace(looks, "").replace(emoji, " ");

/**
 * What is searched in texts, as a query to be matched against words_of(body): every word without regard to case, accents
 * and folded letters (œ, ł, ß), and every emoji. A text of neither matches nothing.
 */
export function saidQuery(text: string): SQL {
  const found = emojiIn(text);
  const words = withoutEmoji(text);
  const plain = sql`plainto_tsquery('simple', folded(${words}::text))`;
  if (found.length === 0) return sql`(${plain})`;
  const signs = sql.join(
    found.map((sign) => sql`${`'${sign}'`}::tsquery`),
    sql` && `,
  );
  return /[\p{L}\p{N}]/u.test(words) ? sql`(${plain} && ${signs})` : sql`(${signs})`;
}
