CREATE TABLE "bulk_actions" (
	"leader_id" integer NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "bulk_actions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"tag_id" integer NOT NULL,
	"crowd" jsonb NOT NULL,
	"teammate_id" integer NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"reason" text,
	"total" bigint,
	"seen" bigint DEFAULT 0 NOT NULL,
	"changed" bigint DEFAULT 0 NOT NULL,
	"cursor" bigint DEFAULT 0 NOT NULL,
	"until" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "bulk_actions_leader_id_id_pk" PRIMARY KEY("leader_id","id")
);
--> statement-breakpoint
CREATE TABLE "bulk_changes" (
	"leader_id" integer NOT NULL,
	"action_id" integer NOT NULL,
	"member_id" bigint NOT NULL,
	"was" timestamp with time zone,
	CONSTRAINT "bulk_changes_leader_id_action_id_member_id_pk" PRIMARY KEY("leader_id","action_id","member_id")
);
--> statement-breakpoint
CREATE INDEX "bulk_actions_waiting" ON "bulk_actions" USING btree ("leader_id","id") WHERE state in ('running', 'undoing');