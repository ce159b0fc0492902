import { type SQL, sql } from "drizzle-orm";

/** The characters the database's words_of() indexes as emoji, in a regular expression's brackets. */
const emoji = /[\u203c-\u2049\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\u{1f000}-\u{1faff}]/gu;

/** Whether a text has an emoji that texts can be searched for. */
export const hasEmoji = (text: string): boolean => text.search(emoji) >= 0;

/**
 * What is searched in texts, as a query to be matched against words_of(body): every word without regard to case and
 * accents, and every emoji. A text of neither matches nothing.
 */
export function saidQuery(text: string): SQL {
  const found = [...new Set(text.match(emoji) ?? [])];
  const words = text
    .replace(emoji, " ")
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "");
  const plain = sql`plainto_tsquery('simple', ${words}::text)`;
  if (found.length === 0) return sql`(${plain})`;
  const signs = sql.join(
    found.map((sign) => sql`${`'${sign}'`}::tsquery`),
    sql` && `,
  );
  return /[\p{L}\p{N}]/u.test(words) ? sql`(${plain} && ${signs})` : sql`(${signs})`;
}
