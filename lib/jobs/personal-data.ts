import { personalBulkChanges } from "@/lib/bulk/personal-data";
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
];
