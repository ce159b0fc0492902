CREATE TABLE "known_devices" (
	"leader_id" integer NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "known_devices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"teammate_id" integer NOT NULL,
	"key_hash" text NOT NULL,
	"device" text NOT NULL,
	"address" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_sign_in_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "known_devices_leader_id_id_pk" PRIMARY KEY("leader_id","id")
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "verified_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "known_device_id" bigint;--> statement-breakpoint
CREATE UNIQUE INDEX "known_devices_key" ON "known_devices" USING btree ("leader_id","key_hash");--> statement-breakpoint
CREATE INDEX "known_devices_any_leader" ON "known_devices" USING btree ("key_hash");--> statement-breakpoint
CREATE INDEX "known_devices_teammate" ON "known_devices" USING btree ("leader_id","teammate_id");