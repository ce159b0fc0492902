CREATE TABLE "carrier_connection" (
	"one" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"sealed" text NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"leader_id" integer,
	"teammate_id" integer
);
--> statement-breakpoint
CREATE TABLE "tallies" (
	"minute" timestamp with time zone NOT NULL,
	"what" text NOT NULL,
	"count" integer DEFAULT 0 NOT NULL,
	"last_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tallies_minute_what_pk" PRIMARY KEY("minute","what")
);
--> statement-breakpoint
CREATE INDEX "tallies_what" ON "tallies" USING btree ("what","minute");