CREATE TABLE "broadcast_counts" (
	"leader_id" integer NOT NULL,
	"broadcast_id" integer NOT NULL,
	"writer" text NOT NULL,
	"recipients" integer DEFAULT 0 NOT NULL,
	"waiting" integer DEFAULT 0 NOT NULL,
	"held" integer DEFAULT 0 NOT NULL,
	"sending" integer DEFAULT 0 NOT NULL,
	"sent" integer DEFAULT 0 NOT NULL,
	"delivered" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"unconfirmed" integer DEFAULT 0 NOT NULL,
	"withheld" integer DEFAULT 0 NOT NULL,
	"dropped" integer DEFAULT 0 NOT NULL,
	"parts" bigint DEFAULT 0 NOT NULL,
	"replies" integer DEFAULT 0 NOT NULL,
	"opt_outs" integer DEFAULT 0 NOT NULL,
	"rate" real,
	"rate_at" timestamp with time zone,
	"rate_count" integer DEFAULT 0 NOT NULL,
	"cursor" bigint DEFAULT 0 NOT NULL,
	"held_cursor_at" timestamp with time zone,
	"held_cursor" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "broadcast_counts_leader_id_broadcast_id_writer_pk" PRIMARY KEY("leader_id","broadcast_id","writer")
);
--> statement-breakpoint
CREATE TABLE "number_days" (
	"leader_id" integer NOT NULL,
	"phone" text NOT NULL,
	"day" date NOT NULL,
	"parts" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "number_days_leader_id_phone_day_pk" PRIMARY KEY("leader_id","phone","day")
);
--> statement-breakpoint
ALTER TABLE "broadcasts" ADD COLUMN "media" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "broadcasts" ADD COLUMN "plan" jsonb DEFAULT '{"kind":"now","notAfter":null,"overrideCap":false}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "broadcasts" ADD COLUMN "start_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "broadcasts" ADD COLUMN "paused_reason" text;--> statement-breakpoint
ALTER TABLE "broadcasts" ADD COLUMN "paused_by" text;--> statement-breakpoint
ALTER TABLE "broadcasts" ADD COLUMN "reachable" integer;--> statement-breakpoint
ALTER TABLE "broadcasts" ADD COLUMN "openings" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "held" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "opt_out_line" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "opted_out_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "leaders" ADD COLUMN "broadcasts_per_day" integer DEFAULT 1;--> statement-breakpoint
ALTER TABLE "leaders" ADD COLUMN "broadcasts_per_week" integer;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "last_opt_out_line_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "numbers" ADD COLUMN "parts_per_day" integer;--> statement-breakpoint
CREATE INDEX "broadcasts_open" ON "broadcasts" USING btree ("leader_id","number") WHERE state in ('scheduled', 'preparing', 'sending', 'paused') or (state = 'cancelled' and finished_at is null);--> statement-breakpoint
CREATE INDEX "broadcasts_started" ON "broadcasts" USING btree ("leader_id","started_at") WHERE started_at is not null;--> statement-breakpoint
CREATE INDEX "deliveries_later" ON "deliveries" USING btree ("leader_id","broadcast_id","not_before","member_id") WHERE state = 'waiting' and not_before is not null;--> statement-breakpoint
CREATE INDEX "arrivals_unread_texts" ON "arrivals" USING btree ((content ->> 'from')) WHERE digested_at is null and kind = 'text';