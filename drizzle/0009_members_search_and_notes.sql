CREATE TABLE "name_words" (
	"leader_id" integer NOT NULL,
	"word" text COLLATE "C" NOT NULL,
	CONSTRAINT "name_words_leader_id_word_pk" PRIMARY KEY("leader_id","word")
);
--> statement-breakpoint
CREATE TABLE "notes" (
	"leader_id" integer NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "notes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"member_id" bigint NOT NULL,
	"author_id" integer NOT NULL,
	"body" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notes_leader_id_id_pk" PRIMARY KEY("leader_id","id")
);
--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "name_key" text COLLATE "C" GENERATED ALWAYS AS (COALESCE(NULLIF(btrim(regexp_replace(translate(lower(regexp_replace(normalize(COALESCE(first_name, '') || ' ' || COALESCE(last_name, ''), NFD), '[\u0300-\u036f]', '', 'g')), '-,;"()/.''’', '       '), ' +', ' ', 'g')), ''), chr(1114109))) STORED;--> statement-breakpoint
CREATE INDEX "notes_member" ON "notes" USING btree ("leader_id","member_id","id");--> statement-breakpoint
CREATE INDEX "members_joined" ON "members" USING btree ("leader_id","joined_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "members_last_text" ON "members" USING btree ("leader_id","last_inbound_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "members_name" ON "members" USING btree ("leader_id","name_key","id");--> statement-breakpoint
CREATE INDEX "members_phone_end" ON "members" USING btree ("leader_id",reverse(phone) text_pattern_ops);--> statement-breakpoint
CREATE INDEX "members_email" ON "members" USING btree ("leader_id",lower(email) text_pattern_ops) WHERE email is not null;--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS btree_gin;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
--> statement-breakpoint
CREATE INDEX members_name_words ON members USING gin (leader_id, string_to_array(name_key, ' '));
--> statement-breakpoint
CREATE INDEX name_words_alike ON name_words USING gin (leader_id, word gin_trgm_ops);
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS messages_words ON messages USING gin (leader_id, to_tsvector('simple', body)) WHERE NOT outbound;
--> statement-breakpoint
CREATE FUNCTION note_name_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO name_words (leader_id, word)
    SELECT DISTINCT leader_id, word FROM fresh, unnest(string_to_array(name_key, ' ')) AS word
    WHERE name_key <> chr(1114109) AND word <> '' ORDER BY leader_id, word
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION note_changed_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO name_words (leader_id, word)
    SELECT DISTINCT NEW.leader_id, word FROM unnest(string_to_array(NEW.name_key, ' ')) AS word
    WHERE NEW.name_key <> chr(1114109) AND word <> '' ORDER BY word
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER members_name_words AFTER INSERT ON members REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION note_name_words();
--> statement-breakpoint
CREATE TRIGGER members_changed_name AFTER UPDATE OF first_name, last_name ON members FOR EACH ROW
  WHEN (OLD.name_key IS DISTINCT FROM NEW.name_key) EXECUTE FUNCTION note_changed_name();
--> statement-breakpoint
INSERT INTO name_words (leader_id, word)
  SELECT DISTINCT leader_id, word FROM members, unnest(string_to_array(name_key, ' ')) AS word
  WHERE name_key <> chr(1114109) AND word <> '';
