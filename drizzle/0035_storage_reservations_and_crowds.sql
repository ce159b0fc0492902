CREATE TABLE "storage_reservations" (
	"leader_id" integer NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "storage_reservations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"bytes" bigint NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "storage_reservations_leader_id_id_pk" PRIMARY KEY("leader_id","id"),
	CONSTRAINT "storage_reservations_not_negative" CHECK ("storage_reservations"."bytes" >= 0)
);
--> statement-breakpoint
ALTER TABLE "bulk_actions" ALTER COLUMN "crowd" DROP NOT NULL;--> statement-breakpoint
-- Actions that have ended need neither their search nor their list of members.
UPDATE "bulk_actions" SET "crowd" = NULL WHERE "state" IN ('done', 'undone');
