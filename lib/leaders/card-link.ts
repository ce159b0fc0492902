import { env } from "@/lib/env";

/** Where a leader's contact card lies. */
export function cardUrl(handle: string): string {
  return `${env().PUBLIC_URL}/card/${handle}`;
}
