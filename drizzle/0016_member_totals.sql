CREATE TABLE "member_totals" (
	"leader_id" integer NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "member_totals_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"members" bigint NOT NULL,
	"reachable" bigint NOT NULL,
	CONSTRAINT "member_totals_leader_id_id_pk" PRIMARY KEY("leader_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX members_key ON members (leader_id, id) INCLUDE (can_be_texted);
--> statement-breakpoint
ALTER TABLE members DROP CONSTRAINT members_leader_id_id_pk, ADD CONSTRAINT members_leader_id_id_pk PRIMARY KEY USING INDEX members_key;
--> statement-breakpoint
CREATE FUNCTION count_new_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO member_totals (leader_id, members, reachable)
    SELECT leader_id, count(*), count(*) FILTER (WHERE can_be_texted) FROM fresh GROUP BY leader_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION count_gone_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO member_totals (leader_id, members, reachable)
    SELECT leader_id, -count(*), -count(*) FILTER (WHERE can_be_texted) FROM gone GROUP BY leader_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION count_changed_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO member_totals (leader_id, members, reachable)
    VALUES (NEW.leader_id, 0, CASE WHEN NEW.can_be_texted THEN 1 ELSE -1 END);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION count_no_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  TRUNCATE member_totals;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER members_counted_in AFTER INSERT ON members REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION count_new_members();
--> statement-breakpoint
CREATE TRIGGER members_counted_out AFTER DELETE ON members REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION count_gone_members();
--> statement-breakpoint
CREATE TRIGGER members_counted_anew AFTER UPDATE OF status, held_at, muted_at, blocked_at, unreachable_at ON members FOR EACH ROW
  WHEN (OLD.can_be_texted IS DISTINCT FROM NEW.can_be_texted) EXECUTE FUNCTION count_changed_member();
--> statement-breakpoint
CREATE TRIGGER members_all_gone AFTER TRUNCATE ON members FOR EACH STATEMENT EXECUTE FUNCTION count_no_members();
--> statement-breakpoint
INSERT INTO member_totals (leader_id, members, reachable)
  SELECT leader_id, count(*), count(*) FILTER (WHERE can_be_texted) FROM members GROUP BY leader_id;
