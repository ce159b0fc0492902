import { integerId } from "@/lib/db/ids";

/** As an integer of the database can hold it: what is longer is nobody's. */
export const segmentId = integerId;
