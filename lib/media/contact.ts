import type { ContactDetails } from "./table";

/** Reads name and numbers of the first contact in a vCard (2.1 to 4.0), bounded, for showing only. */
export function readContact(bytes: Uint8Array): ContactDetails {
  // Folded lines go on with a space or a tab.
  const lines = Buffer.from(bytes.subarray(0, 64 * 1024))
    .toString("utf8")
    .replace(/\r?\n[ \t]/g, "")
    .split(/\r?\n/);
  const phones: string[] = [];
  let name = "";
  let structured = "";
  for (const line of lines) {
    const found = /^(?:item\d+\.)?([A-Za-z-]+)((?:;[^:]*)?):(.*)$/.exec(line.slice(0, 2_000));
    if (!found) continue;
    const property = found[1]?.toUpperCase();
    const value = plain(found[3] ?? "", found[2] ?? "");
    if (property === "FN" && !name) name = value;
    if (property === "N" && !structured) structured = value.split(";").slice(0, 2).reverse().filter(Boolean).join(" ");
    if (property === "TEL" && phones.length < 5 && value) phones.push(value.replace(/^tel:/i, "").slice(0, 40));
    if (property === "END") break;
  }
  return { name: (name || structured || "Contact").slice(0, 120), phones };
}

function plain(value: string, parameters: string): string {
  const decoded = /quoted-printable/i.test(parameters)
    ? Buffer.from(
        value.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        "latin1",
      ).toString("utf8")
    : value;
  return decoded
    .replace(/\\n/gi, " ")
    .replace(/\\([,;\\])/g, "$1")
    .toWellFormed()
    .replaceAll("\u0000", "")
    .trim();
}
