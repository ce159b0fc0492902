CREATE TABLE "seen_webhooks" (
	"hash" text PRIMARY KEY NOT NULL,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "seen_webhooks_seen_at" ON "seen_webhooks" USING btree ("seen_at");