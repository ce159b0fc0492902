CREATE TABLE "import_batches" (
	"leader_id" integer NOT NULL,
	"import_id" integer NOT NULL,
	"row" integer NOT NULL,
	"created" bigint[] NOT NULL,
	CONSTRAINT "import_batches_leader_id_import_id_row_pk" PRIMARY KEY("leader_id","import_id","row")
);
--> statement-breakpoint
CREATE TABLE "import_refusals" (
	"leader_id" integer NOT NULL,
	"import_id" integer NOT NULL,
	"row" integer NOT NULL,
	"reason" text NOT NULL,
	"cells" jsonb,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "import_refusals_leader_id_import_id_row_pk" PRIMARY KEY("leader_id","import_id","row")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"leader_id" integer NOT NULL,
	"id" integer GENERATED ALWAYS AS IDENTITY (sequence name "imports_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"file_name" text NOT NULL,
	"stored_as" text,
	"bytes" bigint NOT NULL,
	"encoding" text NOT NULL,
	"delimiter" text NOT NULL,
	"first_row_at" integer NOT NULL,
	"second_row_at" integer NOT NULL,
	"first_row" jsonb NOT NULL,
	"sample" jsonb NOT NULL,
	"state" text DEFAULT 'matching' NOT NULL,
	"mapping" jsonb NOT NULL,
	"source" text DEFAULT '' NOT NULL,
	"proof" boolean DEFAULT false NOT NULL,
	"teammate_id" integer,
	"teammate_name" text DEFAULT '' NOT NULL,
	"offset" bigint DEFAULT 0 NOT NULL,
	"row" integer DEFAULT 0 NOT NULL,
	"counts" jsonb NOT NULL,
	"foretold" jsonb,
	"undone" integer DEFAULT 0 NOT NULL,
	"problem" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	CONSTRAINT "imports_leader_id_id_pk" PRIMARY KEY("leader_id","id")
);
--> statement-breakpoint
CREATE INDEX "import_refusals_at" ON "import_refusals" USING btree ("leader_id","at");