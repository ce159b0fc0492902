import { personalBulkActions, personalBulkChanges } from "@/lib/bulk/personal-data";
import { personalCalls } from "@/lib/calls/personal-data";
import { personalImports, personalRefusals } from "@/lib/imports/personal-data";
import { personalArrivals } from "@/lib/inbound/personal-data";
import { type PersonalTable, personalTables } from "@/lib/privacy/personal-data";

/**
 * Every table with personal data, in the order in which they are erased: calls before media, since a voicemail's file is
 * found through its call.
 */
export const allPersonalTables: PersonalTable[] = [
  personalCalls,
  ...personalTables,
  personalArrivals,
  personalRefusals,
  personalImports,
  personalBulkChanges,
  personalBulkActions,
];

/**
 * Everything the program keeps in DATA_DIR (lib/process/private-files.ts has the names), and how a member's data in it is
 * erased.
 */
export const filesOnDisk: Record<string, string> = {
  postgres: "the database: erased by the tables above",
  media: "a member’s files go with their rows in media; pictures of the leader are the leader’s",
  imports: "files that wait go with the import (lib/imports/forget-files.ts), others when their import ends",
  simulator: "made-up phones while there is no carrier: no member’s real data",
  "encryption.key": "a key",
  "postgres.key": "a key",
  "secrets.json": "keys",
  "roles.json": "names of database roles",
  "tenfour.pid": "a process id",
};
