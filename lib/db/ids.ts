import { z } from "zod";

/** The largest value of an integer column. */
const largest = 2_147_483_647;

/** The id of a row whose key is an `integer`: leaders, teammates, tags, segments, fields, broadcasts, imports. */
export const integerId = z.int().positive().max(largest);

/** A count that is kept in an `integer` column. */
export const integerCount = z.int().min(0).max(largest);

/** The id of a row whose key is a `bigint`: members, messages, notes, calls. Above 2^53 JSON can't tell ids apart. */
export const bigintId = z.int().positive();
