-- Words of a text without accents, and its emoji as words of their own: to_tsvector leaves emoji out (lib/messages/said.ts).
CREATE FUNCTION words_of(body text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('simple'::regconfig, regexp_replace(normalize(body, NFD), '[\u0300-\u036f]', '', 'g')) ||
    CASE WHEN body ~ '[\u203c-\u2049\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]'
      THEN array_to_tsvector(regexp_split_to_array(
        regexp_replace(body, '[^\u203c-\u2049\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]+', '', 'g'), ''))
      ELSE ''::tsvector END
$$;
--> statement-breakpoint
DROP INDEX IF EXISTS messages_words;
--> statement-breakpoint
CREATE INDEX messages_words ON messages USING gin (leader_id, words_of(body)) WHERE NOT outbound;
--> statement-breakpoint
DROP STATISTICS IF EXISTS messages_said;
--> statement-breakpoint
-- Of an index's own column the planner takes no frequencies of words: it expected 100 texts where there were 199,709 (docs/scale.md).
CREATE STATISTICS messages_said ON (words_of(body)) FROM messages;
--> statement-breakpoint
ANALYZE messages;
