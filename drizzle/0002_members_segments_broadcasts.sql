CREATE TABLE "broadcasts" (
	"leader_id" integer NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "broadcasts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"body" text DEFAULT '' NOT NULL,
	"audience" jsonb,
	"number" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"author_id" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	CONSTRAINT "broadcasts_leader_id_id_pk" PRIMARY KEY("leader_id","id")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"leader_id" integer NOT NULL,
	"broadcast_id" integer NOT NULL,
	"member_id" bigint NOT NULL,
	"phone" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"parts" smallint DEFAULT 1 NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"carrier_id" text,
	"error_code" text,
	"reason" text,
	"not_before" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	"replied_at" timestamp with time zone,
	"clicked_at" timestamp with time zone,
	CONSTRAINT "deliveries_leader_id_broadcast_id_member_id_pk" PRIMARY KEY("leader_id","broadcast_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "fields" (
	"leader_id" integer NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "fields_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"label" text NOT NULL,
	"label_es" text DEFAULT '' NOT NULL,
	"kind" text NOT NULL,
	"choices" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"on_sign_up" boolean DEFAULT false NOT NULL,
	"required" boolean DEFAULT false NOT NULL,
	"position" smallint DEFAULT 0 NOT NULL,
	"archived_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "fields_leader_id_id_pk" PRIMARY KEY("leader_id","id")
);
--> statement-breakpoint
CREATE TABLE "clicks" (
	"leader_id" integer NOT NULL,
	"link_id" integer NOT NULL,
	"member_id" bigint NOT NULL,
	"count" integer DEFAULT 1 NOT NULL,
	"first_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "clicks_leader_id_link_id_member_id_pk" PRIMARY KEY("leader_id","link_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "links" (
	"leader_id" integer NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "links_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"broadcast_id" integer NOT NULL,
	"url" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "links_leader_id_id_pk" PRIMARY KEY("leader_id","id")
);
--> statement-breakpoint
CREATE TABLE "segment_sizes" (
	"leader_id" integer NOT NULL,
	"segment_id" integer NOT NULL,
	"day" date NOT NULL,
	"members" bigint NOT NULL,
	"reachable" bigint NOT NULL,
	CONSTRAINT "segment_sizes_leader_id_segment_id_day_pk" PRIMARY KEY("leader_id","segment_id","day")
);
--> statement-breakpoint
CREATE TABLE "segments" (
	"leader_id" integer NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "segments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"tree" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "segments_leader_id_id_pk" PRIMARY KEY("leader_id","id")
);
--> statement-breakpoint
CREATE TABLE "tagged" (
	"leader_id" integer NOT NULL,
	"tag_id" integer NOT NULL,
	"member_id" bigint NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tagged_leader_id_tag_id_member_id_pk" PRIMARY KEY("leader_id","tag_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "tags" (
	"leader_id" integer NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "tags_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tags_leader_id_id_pk" PRIMARY KEY("leader_id","id")
);
--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "source" text DEFAULT 'text' NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "area_code" text GENERATED ALWAYS AS (CASE WHEN phone LIKE '+1%' THEN substr(phone, 3, 3) END) STORED;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "latitude" real;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "longitude" real;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "custom" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "last_inbound_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "inbound_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "starred_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "muted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "blocked_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "deliveries_in_flight" ON "deliveries" USING btree ("leader_id","broadcast_id") WHERE state = 'sending';--> statement-breakpoint
CREATE INDEX "tagged_member" ON "tagged" USING btree ("leader_id","member_id","tag_id");--> statement-breakpoint
CREATE UNIQUE INDEX "tags_leader_name" ON "tags" USING btree ("leader_id","name");