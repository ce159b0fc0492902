DROP INDEX "members_unplaced";--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "address_country" text;--> statement-breakpoint
CREATE INDEX "members_unplaced" ON "members" USING btree ("leader_id","id") WHERE possible_places is null and (city is not null or state is not null or postal_code is not null or address_country is not null);--> statement-breakpoint
DROP TRIGGER members_forget_places ON members;--> statement-breakpoint
CREATE TRIGGER members_forget_places BEFORE UPDATE OF city, state, postal_code, address_country, phone ON members FOR EACH ROW
WHEN (
  OLD.possible_places IS NOT NULL AND NEW.possible_places IS NOT DISTINCT FROM OLD.possible_places
  AND (OLD.city, OLD.state, OLD.postal_code, OLD.address_country, OLD.phone)
    IS DISTINCT FROM (NEW.city, NEW.state, NEW.postal_code, NEW.address_country, NEW.phone)
)
EXECUTE FUNCTION members_forget_places();--> statement-breakpoint
-- Addresses abroad and unreadable ones are resolved anew by the job, by rules that know them.
UPDATE members SET possible_places = NULL, time_zone = NULL WHERE possible_places IS NOT NULL;
