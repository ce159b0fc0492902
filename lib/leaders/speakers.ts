import { inArray } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { type Leader, leaders } from "./table";

export type Speaker = Pick<
  Leader,
  "id" | "name" | "handle" | "picture" | "contact" | "firstAnswer" | "cardOnRequest" | "cardAfterSignUp" | "cardAs"
>;

/** What automatic answers need of several leaders, by id. */
export async function speakers(tx: Tx, ids: number[]): Promise<Map<number, Speaker>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({
      id: leaders.id,
      name: leaders.name,
      handle: leaders.handle,
      picture: leaders.picture,
      contact: leaders.contact,
      firstAnswer: leaders.firstAnswer,
      cardOnRequest: leaders.cardOnRequest,
      cardAfterSignUp: leaders.cardAfterSignUp,
      cardAs: leaders.cardAs,
    })
    .from(leaders)
    .where(inArray(leaders.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}
