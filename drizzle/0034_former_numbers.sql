CREATE TABLE "former_numbers" (
	"leader_id" integer NOT NULL,
	"phone" text NOT NULL,
	"released_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "former_numbers_leader_id_phone_pk" PRIMARY KEY("leader_id","phone")
);
--> statement-breakpoint
CREATE INDEX "former_numbers_phone" ON "former_numbers" USING btree ("phone","released_at");