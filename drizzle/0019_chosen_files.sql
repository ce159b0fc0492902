ALTER TABLE "media" ADD COLUMN "chosen_type" text;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "chosen_bytes" integer;