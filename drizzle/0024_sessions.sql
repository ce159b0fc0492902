CREATE TABLE "sessions" (
	"leader_id" integer NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "sessions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"teammate_id" integer NOT NULL,
	"key_hash" text NOT NULL,
	"device" text NOT NULL,
	"address" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sessions_leader_id_id_pk" PRIMARY KEY("leader_id","id")
);
--> statement-breakpoint
CREATE INDEX "sessions_teammate" ON "sessions" USING btree ("leader_id","teammate_id");