CREATE TABLE "alert_settings" (
	"one" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"content" jsonb NOT NULL,
	"sealed" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"what" text PRIMARY KEY NOT NULL,
	"sentence" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"told_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "numbers" ADD COLUMN "features" text[];--> statement-breakpoint
ALTER TABLE "numbers" ADD COLUMN "campaign" jsonb DEFAULT '{}'::jsonb NOT NULL;