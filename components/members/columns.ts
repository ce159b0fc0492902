import { statusWords } from "@/components/inbox/status-words";
import { dayOnly, shortTime } from "@/components/inbox/times";
import type { MemberRow } from "@/lib/members/list";

const languages: Record<string, string> = { en: "English", es: "Spanish" };
const sources: Record<string, string> = { text: "Texted", import: "Import", web: "Web page", api: "API" };

export type Column = {
  key: string;
  label: string;
  /** Its share of the width, as CSS writes it. */
  width: string;
  number?: boolean;
  show: (row: MemberRow, timeZone: string) => string;
};

/** What may stand beside the name, in this order. */
export const columns: Column[] = [
  { key: "phone", label: "Number", width: "140px", show: (row) => row.shownPhone },
  { key: "status", label: "Stands", width: "140px", show: (row) => statusWords(row).words },
  {
    key: "place",
    label: "Lives in",
    width: "minmax(90px,1fr)",
    show: (row) => [row.city, row.state].filter(Boolean).join(", ") || (row.postalCode ?? ""),
  },
  { key: "age", label: "Age", width: "48px", number: true, show: (row) => (row.age === null ? "" : String(row.age)) },
  {
    key: "joined",
    label: "Joined",
    width: "104px",
    show: (row, zone) => (row.joinedAt ? dayOnly(row.joinedAt, zone) : ""),
  },
  {
    key: "last",
    label: "Last text",
    width: "88px",
    show: (row, zone) => (row.lastTextAt ? shortTime(row.lastTextAt, zone) : ""),
  },
  {
    key: "texts",
    label: "Texts",
    width: "56px",
    number: true,
    show: (row) => (row.texts ? row.texts.toLocaleString("en-US") : ""),
  },
  { key: "tags", label: "Tags", width: "minmax(90px,1fr)", show: (row) => row.tags.map((tag) => tag.name).join(", ") },
  { key: "email", label: "E-mail", width: "minmax(120px,1.2fr)", show: (row) => row.email ?? "" },
  { key: "language", label: "Language", width: "84px", show: (row) => (row.language && languages[row.language]) ?? "" },
  { key: "source", label: "Came by", width: "84px", show: (row) => sources[row.source] ?? row.source },
];

export const usual = ["phone", "status", "place", "joined", "last", "tags"];
