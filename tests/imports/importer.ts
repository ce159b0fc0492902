import { startImporter } from "@/lib/imports/worker";

/** A program that does nothing but import, for tests/imports/crash.test.ts to kill. */
startImporter();
