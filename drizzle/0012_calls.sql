CREATE TABLE "call_settings" (
	"leader_id" integer PRIMARY KEY NOT NULL,
	"speaks" text NOT NULL,
	"greeting" text NOT NULL,
	"language" text NOT NULL,
	"style" smallint NOT NULL,
	"recording_id" uuid,
	"takes_messages" boolean NOT NULL,
	"texts_after" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "calls" (
	"leader_id" integer NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "calls_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"carrier_id" text NOT NULL,
	"conversation" text NOT NULL,
	"number" text NOT NULL,
	"phone" text,
	"member_id" bigint,
	"state" text NOT NULL,
	"seconds" integer,
	"recording_id" text,
	"media_id" uuid,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "calls_leader_id_id_pk" PRIMARY KEY("leader_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "calls_carrier_id" ON "calls" USING btree ("leader_id","carrier_id");--> statement-breakpoint
CREATE INDEX "calls_conversation" ON "calls" USING btree ("leader_id","conversation");--> statement-breakpoint
CREATE INDEX "calls_newest" ON "calls" USING btree ("leader_id","started_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "calls_member" ON "calls" USING btree ("leader_id","member_id","id") WHERE member_id is not null;