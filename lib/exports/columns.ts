/** What stands in the export of members; a leader's own field is "field:12". `usual`: chosen where nobody chose. */
export const memberColumns = [
  { key: "phone", label: "Phone", usual: true },
  { key: "firstName", label: "First name", usual: true },
  { key: "lastName", label: "Last name", usual: true },
  { key: "email", label: "E-mail", usual: true },
  { key: "birthDate", label: "Date of birth", usual: true },
  { key: "gender", label: "Gender", usual: true },
  { key: "city", label: "City", usual: true },
  { key: "state", label: "State", usual: true },
  { key: "postalCode", label: "Postal code", usual: true },
  { key: "country", label: "Country", usual: true },
  { key: "language", label: "Language", usual: true },
  { key: "tags", label: "Tags", usual: true },
  { key: "status", label: "Status", usual: true },
  { key: "reachable", label: "Can be texted", usual: true },
  { key: "joined", label: "Joined", usual: true },
  { key: "lastText", label: "Last text", usual: true },
  { key: "texts", label: "Texts from them", usual: false },
  { key: "source", label: "Source", usual: false },
  { key: "optedOut", label: "Opted out", usual: false },
  { key: "timeZone", label: "Time zone", usual: false },
  { key: "since", label: "Known since", usual: false },
] as const;
export type MemberColumn = (typeof memberColumns)[number]["key"];

type OwnField = { id: number; label: string };

/** The columns that were asked for, in the order of the list, as an address has them: "phone,tags,field:12". */
export function readColumns(
  asked: string | null,
  fields: OwnField[],
): { key: MemberColumn | `field:${number}`; label: string }[] {
  const own = fields.map((field) => ({ key: `field:${field.id}` as const, label: field.label, usual: true }));
  const all = [...memberColumns, ...own];
  const keys = new Set((asked ?? "").split(","));
  const chosen = all.filter((column) => keys.has(column.key));
  return chosen.length > 0 ? chosen : all.filter((column) => column.usual);
}
