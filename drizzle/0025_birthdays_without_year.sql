DROP INDEX "members_birthday";--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "birth_month_day" smallint;--> statement-breakpoint
CREATE INDEX "members_birthday" ON "members" USING btree ("leader_id",(coalesce((extract(month FROM birth_date) * 100 + extract(day FROM birth_date))::int, birth_month_day)),"can_be_texted","birth_date");