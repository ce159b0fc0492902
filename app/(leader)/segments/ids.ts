import { z } from "zod";

/** As an integer of the database can hold it: what is longer is nobody's. */
export const segmentId = z.number().int().positive().max(2_147_483_647);
