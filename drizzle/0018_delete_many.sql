ALTER TABLE "bulk_actions" ALTER COLUMN "tag_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "bulk_actions" ADD COLUMN "taking_back" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "deleted_members" ADD COLUMN "action_id" integer;--> statement-breakpoint
CREATE INDEX "deleted_members_action" ON "deleted_members" USING btree ("leader_id","action_id","member_id") WHERE action_id IS NOT NULL;