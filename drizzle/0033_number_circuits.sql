ALTER TABLE "numbers" ADD COLUMN "circuit" jsonb;--> statement-breakpoint
-- A circuit breaker's reason is now stored with its state: one that an older version left would never be removed.
UPDATE "numbers" SET "paused_reason" = NULL, "paused_at" = NULL WHERE starts_with("paused_reason", 'The carrier isn’t ');
