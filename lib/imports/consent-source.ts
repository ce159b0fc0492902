import type { Import } from "./table";

/** What the consent log says of somebody whose consent an import brought: who, what, and where it came from. */
export function consentSource(one: Pick<Import, "fileName" | "teammateName" | "source">): string {
  return `Imported from “${one.fileName}” by ${one.teammateName}, who attested to written proof of each consent. Source: ${one.source}`;
}
