ALTER TABLE "leaders" ADD COLUMN "greeting_es" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "leaders" ADD COLUMN "languages" text DEFAULT 'both' NOT NULL;--> statement-breakpoint
ALTER TABLE "leaders" ADD COLUMN "text_words" text DEFAULT 'Hi!' NOT NULL;--> statement-breakpoint
ALTER TABLE "leaders" ADD COLUMN "card_on_request" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "leaders" ADD COLUMN "card_after_sign_up" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "leaders" ADD COLUMN "card_as" text DEFAULT 'link' NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "asked_at" timestamp with time zone;