import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { emojiIn, hasEmoji, saidQuery, withoutEmoji } from "@/lib/messages/said";
import { plainName } from "./plain-name";
import { type Asked, byAnyOf, type Way } from "./ways";

/** Most characters of a search; the rest of what is pasted is left out. */
const longest = 100;
/** Words of names a part of the search may stand for; past these its beginning is asked of each row instead. */
const mostWords = 200;
/** Where fewer words begin so, those written alike are looked for, too. */
const few = 3;
/** As the partial index name_words_emoji says it. */
const wordsWithEmoji = String.raw`'[\u20e3\u203c-\u2049\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]'`;
/** Follows an emoji, or not, as the phone likes. */
const variation = "\ufe0f";
/** Behind every letter a word may go on with. */
const lastLetter = "\u{10fffe}";

/**
 * One search box as a question to a row `m` of members: name (by the beginnings of its words; where
 * hardly anybody is called that, by words written alike), number (its end, or its beginning), e-mail (its beginning)
 * and words they ever texted. Null where nothing is asked.
 */
export async function searchWhere(tx: Tx, leaderId: number, typed: string, whole = false): Promise<Asked | null> {
  const text = typed
    .toWellFormed()
    .replace(/\p{Cc}/gu, " ")
    .trim()
    .slice(0, longest);
  if (!text) return null;
  const ways = [
    await byName(tx, leaderId, text),
    byTexts(leaderId, text),
    ...byNumber(leaderId, text),
    byEmail(leaderId, text),
  ].filter((way) => way !== null);
  return byAnyOf(tx, leaderId, ways, whole);
}

const withWhere = (leaderId: number, holds: SQL): Way => ({
  find: sql`SELECT m.id FROM members m WHERE m.leader_id = ${leaderId} AND ${holds}`,
  holds,
});

async function byName(tx: Tx, leaderId: number, text: string): Promise<Way | null> {
  const letters = [...new Set(plainName(withoutEmoji(text)).split(" "))].filter((part) => /\p{L}/u.test(part));
  const signs = emojiIn(text).slice(0, 3);
  if (letters.length + signs.length === 0 || text.includes("@")) return null;
  // Both as folded_name() has the words of names: "lukasz" and "Łukasz" find each other, and "ana" finds "🌸ana".
  const found = await tx.execute<{ part: string; words: string[]; many: boolean }>(sql`
    SELECT p.part, words, cardinality(words) > ${mostWords} AS many
    FROM (SELECT folded_name(typed) AS part FROM unnest(${sql.param(letters.slice(0, 6))}::text[]) AS typed) AS p, LATERAL (
      SELECT ARRAY(SELECT w.word FROM name_words w
        WHERE w.leader_id = ${leaderId} AND folded_name(w.word) COLLATE "C" >= p.part
          AND folded_name(w.word) COLLATE "C" < p.part || ${lastLetter} LIMIT ${mostWords + 1}) AS begun) b,
    LATERAL (
      SELECT CASE WHEN cardinality(begun) >= ${few} OR length(p.part) < 4 THEN begun
        ELSE begun || ARRAY(${writtenAlike(leaderId)}) END AS words) w
    UNION ALL
    SELECT sign, ARRAY(SELECT w.word FROM name_words w
      WHERE w.leader_id = ${leaderId} AND w.word ~ ${sql.raw(wordsWithEmoji)} AND position(sign IN replace(w.word, ${variation}, '')) > 0
      LIMIT ${mostWords}), false
    FROM unnest(${sql.param(signs)}::text[]) AS sign`);
  if (found.rows.some((row) => row.words.length === 0)) return null;
  const many = found.rows.some((row) => row.many);
  const holds = sql`(${sql.join(
    found.rows.map((row) =>
      row.many
        ? sql`(m.name_key LIKE ${`${row.part}%`} OR m.name_key LIKE ${`% ${row.part}%`}
            OR (m.name_key ~ '[^ -~]' AND ' ' || folded_name(m.name_key) LIKE ${`% ${row.part}%`}))`
        : sql`string_to_array(m.name_key, ' ') && ${sql.param(row.words)}::text[]`,
    ),
    sql` AND `,
  )})`;
  // Hundreds of different words are carried by many members: there is nothing to look up.
  if (many && found.rows.length === 1) return { find: null, holds };
  return withWhere(leaderId, holds);
}

/**
 * Words two slips of the finger away at most: found by common trigrams, or by the same first letter and about the same
 * length, for a swapped pair ("jhon") leaves hardly a trigram in common.
 */
function writtenAlike(leaderId: number): SQL {
  return sql`
    SELECT word FROM (
      SELECT w.word FROM name_words w WHERE w.leader_id = ${leaderId} AND w.word % p.part
      UNION
      SELECT w.word FROM name_words w
      WHERE w.leader_id = ${leaderId} AND w.word >= left(p.part, 1) AND w.word < left(p.part, 1) || ${lastLetter}
        AND length(w.word) BETWEEN length(p.part) - 1 AND length(p.part) + 1) alike
    WHERE length(word) < 200 AND levenshtein_less_equal(word, p.part, 2) <= 2
    ORDER BY levenshtein(word, p.part), similarity(word, p.part) DESC LIMIT 12`;
}

/** A phone's end, or its beginning with or without +1: at least three digits and nothing but what numbers are written with. */
function byNumber(leaderId: number, text: string): Way[] {
  const digits = text.replace(/\D/g, "");
  if (digits.length < 3 || !/^[\d\s()+.\-–]+$/.test(text)) return [];
  // No country's code begins with a zero, and a range from there on would hold every number there is.
  const starts = (text.startsWith("+") ? [digits] : [`1${digits}`, digits]).filter((start) => !start.startsWith("0"));
  return [sql`reverse(m.phone) LIKE ${`${[...digits].reverse().join("")}%`}`, ...starts.map(begins)].map((holds) =>
    withWhere(leaderId, holds),
  );
}

/** As a range, for the index on numbers is sorted by the database's own locale, in which LIKE could not use it. */
function begins(digits: string): SQL {
  const next = String(BigInt(digits) + 1n);
  const below = next.length === digits.length ? sql`m.phone < ${`+${next}`}` : sql`true`;
  return sql`(m.phone >= ${`+${digits}`} AND ${below} AND m.phone LIKE ${`+${digits}%`})`;
}

function byEmail(leaderId: number, text: string): Way | null {
  if (/\s/.test(text) || text.length < 2) return null;
  const start = text.toLowerCase().replace(/[\\%_]/g, "\\$&");
  return withWhere(leaderId, sql`m.email IS NOT NULL AND lower(m.email) LIKE ${`${start}%`}`);
}

function byTexts(leaderId: number, text: string): Way | null {
  if (!(/[\p{L}\d]{2}/u.test(text) || hasEmoji(text)) || text.includes("@")) return null;
  const said = sql`t.leader_id = ${leaderId} AND NOT t.outbound AND words_of(t.body) @@ ${saidQuery(text)}`;
  return {
    find: sql`SELECT t.member_id FROM messages t WHERE ${said}`,
    // Not EXISTS: the planner would make a list of all who ever said it.
    holds: sql`(SELECT true FROM messages t WHERE t.member_id = m.id AND ${said} LIMIT 1) IS TRUE`,
  };
}
