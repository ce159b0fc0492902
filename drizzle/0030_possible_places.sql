ALTER TABLE "members" ADD COLUMN "possible_places" text;--> statement-breakpoint
CREATE INDEX "members_unplaced" ON "members" USING btree ("leader_id","id") WHERE possible_places is null and (city is not null or state is not null or postal_code is not null);--> statement-breakpoint
-- Possible places and the time zone follow from the address: whoever changes it without them leaves them to be resolved again.
CREATE FUNCTION members_forget_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.possible_places := NULL;
  NEW.time_zone := NULL;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER members_forget_places BEFORE UPDATE OF city, state, postal_code, phone ON members FOR EACH ROW
WHEN (
  OLD.possible_places IS NOT NULL AND NEW.possible_places IS NOT DISTINCT FROM OLD.possible_places
  AND (OLD.city, OLD.state, OLD.postal_code, OLD.phone) IS DISTINCT FROM (NEW.city, NEW.state, NEW.postal_code, NEW.phone)
)
EXECUTE FUNCTION members_forget_places();
