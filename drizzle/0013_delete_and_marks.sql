CREATE TABLE "deleted_members" (
	"leader_id" integer NOT NULL,
	"member_id" bigint NOT NULL,
	"member" jsonb NOT NULL,
	"thread" jsonb,
	"deleted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "deleted_members_leader_id_member_id_pk" PRIMARY KEY("leader_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "tombstones" (
	"leader_id" integer NOT NULL,
	"phone_hash" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tombstones_leader_id_phone_hash_pk" PRIMARY KEY("leader_id","phone_hash")
);
--> statement-breakpoint
CREATE INDEX "deleted_members_due" ON "deleted_members" USING btree ("deleted_at");--> statement-breakpoint
CREATE INDEX "members_starred" ON "members" USING btree ("leader_id","id") WHERE starred_at is not null;--> statement-breakpoint
CREATE INDEX "members_muted" ON "members" USING btree ("leader_id","id") WHERE muted_at is not null;--> statement-breakpoint
CREATE INDEX "members_blocked" ON "members" USING btree ("leader_id","id") WHERE blocked_at is not null;--> statement-breakpoint
DROP TRIGGER consent_log_append_only ON consent_log;
--> statement-breakpoint
CREATE TRIGGER consent_log_append_only BEFORE UPDATE OR TRUNCATE ON consent_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION refuse_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The one exception, for a deletion request: see forget_consent.
  IF current_setting('tenfour.forgetting', true) = OLD.leader_id || ':' || OLD.member_id THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'The consent log is append-only.' USING ERRCODE = '42501';
END $$;
--> statement-breakpoint
CREATE TRIGGER consent_log_not_removed BEFORE DELETE ON consent_log FOR EACH ROW EXECUTE FUNCTION refuse_removal();
--> statement-breakpoint
CREATE FUNCTION forget_consent(whose_leader int, whose bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM deleted_members WHERE leader_id = whose_leader AND member_id = whose) THEN
    RAISE EXCEPTION 'The consent log is append-only: this member was not deleted.' USING ERRCODE = '42501';
  END IF;
  PERFORM set_config('tenfour.forgetting', whose_leader || ':' || whose, true);
  DELETE FROM consent_log WHERE leader_id = whose_leader AND member_id = whose;
  PERFORM set_config('tenfour.forgetting', '', true);
END $$;
--> statement-breakpoint
ALTER INDEX members_name_words ALTER COLUMN 2 SET STATISTICS 1000;
