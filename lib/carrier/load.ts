import { db } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";
import { readConnection } from "./connection";
import { knowStored } from "./line";

/** Reads which account is stored, and uses it from now on in this process. */
export async function loadConnection(): Promise<void> {
  // Whoever triggers it, the account is the whole instance's.
  knowStored(await asSystem("background", () => readConnection(db())));
}
