import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { plainName } from "./plain-name";

/** Most characters of a search; the rest of what is pasted is left out. */
const longest = 100;
/** Words of names a part of the search may stand for; past these its beginning is asked of each row instead. */
const mostWords = 200;
/** Where fewer words begin so, those written alike are looked for, too. */
const few = 3;
/** Behind every letter a word may go on with. */
const lastLetter = "\u{10fffe}";
/** Members whose texts are looked up beforehand; where more texted the words, each row is asked instead. */
const mostTexters = 5_000;

/**
 * One search box as a boolean SQL expression over a row `m` of members: name (by the beginnings of its words; where
 * hardly anybody is called that, by words written alike), number (its end, or its beginning), e-mail (its beginning)
 * and words they ever texted. Null where nothing is asked. Two or three quick lookups find out first which way is
 * fast: what matches few is a list for an index, what matches many is a question to each row that a sorted page meets.
 */
export async function searchWhere(tx: Tx, leaderId: number, typed: string): Promise<SQL | null> {
  const text = typed
    .toWellFormed()
    .replace(/\p{Cc}/gu, " ")
    .trim()
    .slice(0, longest);
  if (!text) return null;
  const ways = (
    await Promise.all([byName(tx, leaderId, text), byTexts(tx, leaderId, text), byNumber(text), byEmail(text)])
  ).filter((way) => way !== null);
  return ways.length === 0 ? sql`false` : sql`(${sql.join(ways, sql` OR `)})`;
}

async function byName(tx: Tx, leaderId: number, text: string): Promise<SQL | null> {
  const parts = [...new Set(plainName(text).split(" "))].filter((part) => /\p{L}/u.test(part)).slice(0, 6);
  if (parts.length === 0 || text.includes("@")) return null;
  const found = await tx.execute<{ part: string; words: string[]; many: boolean }>(sql`
    SELECT p.part, words, cardinality(words) > ${mostWords} AS many
    FROM unnest(${sql.param(parts)}::text[]) AS p(part), LATERAL (
      SELECT ARRAY(SELECT w.word FROM name_words w
        WHERE w.leader_id = ${leaderId} AND w.word >= p.part AND w.word < p.part || ${lastLetter} LIMIT ${mostWords + 1}) AS begun) b,
    LATERAL (
      SELECT CASE WHEN cardinality(begun) >= ${few} OR length(p.part) < 4 THEN begun
        ELSE begun || ARRAY(${writtenAlike(leaderId)}) END AS words) w`);
  if (found.rows.some((row) => row.words.length === 0)) return null;
  return sql`(${sql.join(
    found.rows.map((row) =>
      row.many
        ? sql`(m.name_key LIKE ${`${literally(row.part)}%`} OR m.name_key LIKE ${`% ${literally(row.part)}%`})`
        : sql`string_to_array(m.name_key, ' ') && ${sql.param(row.words)}::text[]`,
    ),
    sql` AND `,
  )})`;
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
function byNumber(text: string): SQL | null {
  const digits = text.replace(/\D/g, "");
  if (digits.length < 3 || !/^[\d\s()+.\-–]+$/.test(text)) return null;
  const ways = [sql`reverse(m.phone) LIKE ${`${[...digits].reverse().join("")}%`}`];
  for (const start of text.startsWith("+") ? [digits] : [`1${digits}`, digits]) ways.push(begins(start));
  return sql`(${sql.join(ways, sql` OR `)})`;
}

/** As a range, for the index on numbers is sorted by the database's own locale, in which LIKE could not use it. */
function begins(digits: string): SQL {
  const next = String(BigInt(digits) + 1n);
  const below = next.length === digits.length ? sql`m.phone < ${`+${next}`}` : sql`true`;
  return sql`(m.phone >= ${`+${digits}`} AND ${below} AND m.phone LIKE ${`+${digits}%`})`;
}

function byEmail(text: string): SQL | null {
  if (/\s/.test(text) || text.length < 2) return null;
  return sql`(m.email IS NOT NULL AND lower(m.email) LIKE ${`${literally(text.toLowerCase())}%`})`;
}

async function byTexts(tx: Tx, leaderId: number, text: string): Promise<SQL | null> {
  if (!/[\p{L}\d]{2}/u.test(text) || text.includes("@")) return null;
  const said = sql`t.leader_id = ${leaderId} AND NOT t.outbound AND to_tsvector('simple', t.body) @@ plainto_tsquery('simple', ${text})`;
  const found = await tx.execute<{ ids: number[] | null; texts: number }>(sql`
    SELECT array_agg(DISTINCT member_id)::text[] AS ids, count(*)::int AS texts
    FROM (SELECT t.member_id FROM messages t WHERE ${said} LIMIT ${mostTexters + 1}) t`);
  const { ids, texts } = found.rows[0] as { ids: number[] | null; texts: number };
  if (!ids) return null;
  return texts > mostTexters
    ? sql`EXISTS (SELECT FROM messages t WHERE t.member_id = m.id AND ${said})`
    : sql`m.id = ANY(${sql.param(ids)}::bigint[])`;
}

const literally = (text: string) => text.replace(/[\\%_]/g, "\\$&");
