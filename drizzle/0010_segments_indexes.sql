DROP INDEX "members_joined";--> statement-breakpoint
DROP INDEX "members_last_text";--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "can_be_texted" boolean GENERATED ALWAYS AS (status = 'active' AND held_at IS NULL AND muted_at IS NULL AND blocked_at IS NULL AND unreachable_at IS NULL) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "members_state" ON "members" USING btree ("leader_id","state","birth_date","can_be_texted");--> statement-breakpoint
CREATE INDEX "members_birth_date" ON "members" USING btree ("leader_id","birth_date","can_be_texted");--> statement-breakpoint
CREATE INDEX "members_birthday" ON "members" USING btree ("leader_id",((extract(month FROM birth_date) * 100 + extract(day FROM birth_date))::int),"can_be_texted","birth_date");--> statement-breakpoint
CREATE INDEX "members_city" ON "members" USING btree ("leader_id",lower(city),"can_be_texted","city");--> statement-breakpoint
CREATE INDEX "members_postal_code" ON "members" USING btree ("leader_id",postal_code text_pattern_ops,"can_be_texted");--> statement-breakpoint
CREATE INDEX "members_place" ON "members" USING btree ("leader_id","latitude","longitude","can_be_texted");--> statement-breakpoint
CREATE INDEX "members_area_code" ON "members" USING btree ("leader_id","area_code","can_be_texted");--> statement-breakpoint
CREATE INDEX "members_kind" ON "members" USING btree ("leader_id","status","language",lower(gender),"can_be_texted","gender");--> statement-breakpoint
CREATE INDEX "members_joined" ON "members" USING btree ("leader_id","joined_at" DESC NULLS LAST,"id" DESC NULLS LAST,"can_be_texted");--> statement-breakpoint
CREATE INDEX "members_last_text" ON "members" USING btree ("leader_id","last_inbound_at" DESC NULLS LAST,"id" DESC NULLS LAST,"can_be_texted");