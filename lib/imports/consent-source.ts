import type { Import } from "./table";

type About = Pick<Import, "fileName" | "teammateName" | "source">;

/** What the consent log says of a consent that an import brought: who imported it, and where it came from. */
export function consentSource(one: About): string {
  return `Imported from “${one.fileName}” by ${one.teammateName}, who attested to written proof of each consent. Source: ${one.source}`;
}

/** The same where the file itself says something of this person's consent: it is quoted. */
export function consentWords(one: About, event: "granted" | "revoked", quoted: string | null): string {
  const said = quoted ? ` The file says: ${quoted}.` : "";
  if (event === "granted") return `${consentSource(one)}${/[.!?]$/.test(one.source) ? "" : "."}${said}`;
  return `Imported from “${one.fileName}” by ${one.teammateName}.${said}${one.source ? ` Source: ${one.source}` : ""}`;
}
