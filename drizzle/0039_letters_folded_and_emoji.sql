-- Letters without accents, and those that Unicode does not take apart: ł as l, ø as o, œ as oe, ß as ss. The expression is
-- repeated in the functions below, for an index's function may call none that has to be found by its schema.
CREATE FUNCTION folded(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT replace(replace(replace(replace(replace(replace(replace(replace(translate(regexp_replace(normalize(words, NFD), '[\u0300-\u036f]', '', 'g'), 'łŁøØđĐðÐħĦıŀĿŧŦ', 'lLoOdDdDhHilLtT'), 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE'), 'ß', 'ss'), 'ẞ', 'SS'), 'þ', 'th'), 'Þ', 'TH')
$$;
--> statement-breakpoint
-- Words of a text so folded, its emoji as words of their own, and keycaps (1️⃣) without the variation selector (lib/messages/said.ts).
CREATE OR REPLACE FUNCTION words_of(body text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('simple'::regconfig, replace(replace(replace(replace(replace(replace(replace(replace(translate(regexp_replace(normalize(body, NFD), '[\u0300-\u036f]', '', 'g'), 'łŁøØđĐðÐħĦıŀĿŧŦ', 'lLoOdDdDhHilLtT'), 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE'), 'ß', 'ss'), 'ẞ', 'SS'), 'þ', 'th'), 'Þ', 'TH')) ||
    CASE WHEN body ~ '[\u20e3\u203c-\u2049\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]'
      THEN array_to_tsvector(array_remove(regexp_split_to_array(
        regexp_replace(body, '[^\u203c-\u2049\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]+', '', 'g'), ''), '') ||
        ARRAY(SELECT key[1] || U&'\20e3' FROM regexp_matches(body, '([0-9#*])\ufe0f?\u20e3', 'g') AS key))
      ELSE ''::tsvector END
$$;
--> statement-breakpoint
DROP INDEX IF EXISTS messages_words;
--> statement-breakpoint
CREATE INDEX messages_words ON messages USING gin (leader_id, words_of(body)) WHERE NOT outbound;
--> statement-breakpoint
DROP STATISTICS IF EXISTS messages_said;
--> statement-breakpoint
CREATE STATISTICS messages_said ON (words_of(body)) FROM messages;
--> statement-breakpoint
ANALYZE messages;
--> statement-breakpoint
-- A word of a name as it is searched: folded, and without emoji (lib/members/search.ts).
CREATE FUNCTION folded_name(word text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(replace(replace(replace(replace(replace(replace(replace(replace(translate(regexp_replace(normalize(word, NFD), '[\u0300-\u036f]', '', 'g'), 'łŁøØđĐðÐħĦıŀĿŧŦ', 'lLoOdDdDhHilLtT'), 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE'), 'ß', 'ss'), 'ẞ', 'SS'), 'þ', 'th'), 'Þ', 'TH'), '[\u200d\u20e3\ufe0f\u203c-\u2049\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]+', '', 'g') COLLATE "C"
$$;
--> statement-breakpoint
CREATE INDEX name_words_folded ON name_words (leader_id, folded_name(word) COLLATE "C");
--> statement-breakpoint
CREATE INDEX name_words_emoji ON name_words (leader_id) WHERE word ~ '[\u20e3\u203c-\u2049\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]';
--> statement-breakpoint
ANALYZE name_words;
