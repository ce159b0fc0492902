CREATE TABLE "media" (
	"leader_id" integer NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"type" text,
	"sha256" text,
	"bytes" integer,
	"width" integer,
	"height" integer,
	"duration_seconds" real,
	"name" text,
	"preview_type" text,
	"preview_bytes" integer,
	"contact" jsonb,
	"source_url" text,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone,
	"member_id" bigint,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"stored_at" timestamp with time zone,
	CONSTRAINT "media_leader_id_id_pk" PRIMARY KEY("leader_id","id")
);
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "media" jsonb;--> statement-breakpoint
CREATE INDEX "media_pending" ON "media" USING btree ("leader_id","next_try_at") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "media_unused" ON "media" USING btree ("leader_id","created_at") WHERE used_at is null;