CREATE TABLE "leader_days" (
	"leader_id" integer NOT NULL,
	"day" date NOT NULL,
	"parts" integer DEFAULT 0 NOT NULL,
	"full_at" timestamp with time zone,
	CONSTRAINT "leader_days_leader_id_day_pk" PRIMARY KEY("leader_id","day")
);
--> statement-breakpoint
CREATE TABLE "leader_limits" (
	"leader_id" integer PRIMARY KEY NOT NULL,
	"max_numbers" integer,
	"parts_per_day" integer,
	"storage_mb" integer,
	"suspended_at" timestamp with time zone,
	"suspended_reason" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "leader_limits_not_negative" CHECK (least("leader_limits"."max_numbers", "leader_limits"."parts_per_day", "leader_limits"."storage_mb") >= 0)
);
