ALTER TABLE "broadcasts" ADD COLUMN "editor_id" integer;--> statement-breakpoint
ALTER TABLE "broadcasts" ADD COLUMN "prices" jsonb;--> statement-breakpoint
ALTER TABLE "leaders" ADD COLUMN "part_price" integer DEFAULT 7900 NOT NULL;--> statement-breakpoint
ALTER TABLE "leaders" ADD COLUMN "mms_price" integer DEFAULT 20000 NOT NULL;--> statement-breakpoint
CREATE INDEX "deliveries_replied" ON "deliveries" USING btree ("leader_id","broadcast_id","replied_at","member_id") WHERE replied_at is not null;