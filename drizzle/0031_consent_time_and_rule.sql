ALTER TABLE "consent_log" ADD COLUMN "rule" text;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "consent_at" timestamp with time zone;