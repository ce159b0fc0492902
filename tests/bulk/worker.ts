import { startBulkWorker } from "@/lib/bulk/work";

/** A program that does nothing but what is asked for many, for tests/bulk/crash.test.ts to kill. */
startBulkWorker();
