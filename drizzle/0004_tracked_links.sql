ALTER TABLE "links" ADD COLUMN "members" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "taps" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "links_of_broadcast" ON "links" USING btree ("leader_id","broadcast_id","url");