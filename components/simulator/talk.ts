import type { OwnedNumber } from "@/lib/carrier/simulator/numbers";
import type { Bubble } from "@/lib/carrier/simulator/phones";
import type { Switches } from "@/lib/carrier/simulator/switches";

export type { Bubble, Switches };
export type State = { numbers: OwnedNumber[]; phones: string[]; others: string[]; switches: Switches };

/** Asks the simulator through the page's own doors. Throws an Error with a sentence. */
export async function talk<Answer>(path: string, method = "GET", body?: unknown): Promise<Answer> {
  const answer = await fetch(`/simulator/api/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(json.error ?? "The simulator does not answer. Nothing was sent; try again.");
  return json;
}
