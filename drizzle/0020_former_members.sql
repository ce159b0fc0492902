CREATE TABLE "former_members" (
	"leader_id" integer NOT NULL,
	"id" bigint NOT NULL,
	CONSTRAINT "former_members_leader_id_id_pk" PRIMARY KEY("leader_id","id")
);
--> statement-breakpoint
CREATE INDEX "members_not_reachable" ON "members" USING btree ("leader_id","id") WHERE not can_be_texted;
--> statement-breakpoint
-- Whoever was taken out before this was written down, and is still named somewhere.
INSERT INTO former_members (leader_id, id)
  SELECT DISTINCT n.leader_id, n.member_id FROM (
    SELECT leader_id, member_id FROM tagged UNION ALL SELECT leader_id, member_id FROM clicks
    UNION ALL SELECT leader_id, member_id FROM deliveries UNION ALL SELECT leader_id, member_id FROM messages
    UNION ALL SELECT leader_id, member_id FROM deleted_members) n
  WHERE NOT EXISTS (SELECT FROM members m WHERE m.leader_id = n.leader_id AND m.id = n.member_id);
--> statement-breakpoint
CREATE OR REPLACE FUNCTION count_gone_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO member_totals (leader_id, members, reachable)
    SELECT leader_id, -count(*), -count(*) FILTER (WHERE can_be_texted) FROM gone GROUP BY leader_id;
  INSERT INTO former_members (leader_id, id) SELECT leader_id, id FROM gone ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
