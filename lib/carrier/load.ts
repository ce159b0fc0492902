import { db } from "@/lib/db/client";
import { readConnection } from "./connection";
import { knowStored } from "./line";

/** Reads which account is stored, and uses it from now on in this process. */
export async function loadConnection(): Promise<void> {
  knowStored(await readConnection(db()));
}
