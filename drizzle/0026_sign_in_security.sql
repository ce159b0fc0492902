CREATE TABLE "authenticators" (
	"leader_id" integer NOT NULL,
	"teammate_id" integer NOT NULL,
	"sealed" text NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_step" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "authenticators_leader_id_teammate_id_pk" PRIMARY KEY("leader_id","teammate_id")
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"leader_id" integer NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "passkeys_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"teammate_id" integer NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "passkeys_leader_id_id_pk" PRIMARY KEY("leader_id","id")
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"leader_id" integer NOT NULL,
	"teammate_id" integer NOT NULL,
	"code_hash" text NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_codes_leader_id_teammate_id_code_hash_pk" PRIMARY KEY("leader_id","teammate_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "security_events" (
	"leader_id" integer NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "security_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"teammate_id" integer NOT NULL,
	"kind" text NOT NULL,
	"device" text NOT NULL,
	"address" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "security_events_leader_id_id_pk" PRIMARY KEY("leader_id","id")
);
--> statement-breakpoint
CREATE TABLE "sign_in_challenges" (
	"hash" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_guards" (
	"key" text PRIMARY KEY NOT NULL,
	"wrong" integer NOT NULL,
	"last_at" timestamp with time zone DEFAULT now() NOT NULL,
	"blocked_until" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "passkeys_credential" ON "passkeys" USING btree ("leader_id","credential_id");--> statement-breakpoint
CREATE INDEX "passkeys_teammate" ON "passkeys" USING btree ("leader_id","teammate_id");--> statement-breakpoint
CREATE INDEX "security_events_teammate" ON "security_events" USING btree ("leader_id","teammate_id","id");--> statement-breakpoint
CREATE INDEX "sign_in_guards_last" ON "sign_in_guards" USING btree ("last_at");