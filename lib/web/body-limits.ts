/** What a request body may contain. A body over any of these is answered 413. */
export type BodyLimit = {
  bytes: number;
  /** Parameters of a form, parts of a multipart body. */
  parameters: number;
  /** Object keys, and elements of arrays, in a JSON body. */
  keys: number;
  elements: number;
  /** Nesting of arrays and objects in a JSON body. */
  depth: number;
  /** Seconds in which the body must arrive; null for uploads, whose time depends on the line. */
  seconds: number | null;
  /** The file's bytes are the body: its structure isn't looked at. */
  isFile?: boolean;
  /** What the person reads instead of the general sentence. */
  sentence?: string;
};

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

/** Public forms and everything that isn't listed below. */
export const formLimit: BodyLimit = {
  bytes: 64 * kilobyte,
  parameters: 100,
  keys: 2_000,
  elements: 10_000,
  depth: 40,
  seconds: 20,
};
export const webhookLimit: BodyLimit = { ...formLimit, bytes: 128 * kilobyte };
export const authLimit: BodyLimit = { ...formLimit, bytes: 8 * kilobyte };
/** Server actions of the dashboard: a segment may name 10,000 members, which is 120 KB. */
export const screenLimit: BodyLimit = { ...formLimit, bytes: 256 * kilobyte, keys: 10_000, elements: 50_000 };

const file: BodyLimit = { ...formLimit, parameters: 0, seconds: null, isFile: true };
export const uploadLimit: BodyLimit = {
  ...file,
  bytes: 25 * megabyte,
  sentence: "That file is larger than 25 MB. Choose a smaller one.",
};
export const pictureLimit: BodyLimit = {
  ...file,
  bytes: 5 * megabyte,
  sentence: "That picture is larger than 5 MB. Choose a smaller one.",
};
/** The simulator's phones send pictures as base64 inside of JSON. */
export const simulatorLimit: BodyLimit = { ...formLimit, bytes: 12 * megabyte };

/** A file to import, at most `megabytes` (the setting IMPORT_MAX_MB). */
export function importLimit(megabytes: number): BodyLimit {
  return {
    ...file,
    bytes: megabytes * 1_000_000,
    sentence: `This file is larger than ${megabytes.toLocaleString("en-US")} MB. Nothing of it was kept. Split it into smaller files.`,
  };
}

/** Routes with limits of their own, the first match counts. Everything else has `formLimit`. */
const table: [RegExp, BodyLimit | "import"][] = [
  [/^\/webhooks\//, webhookLimit],
  [/^\/api\/auth\//, authLimit],
  [/^\/media\/own\/?$/, uploadLimit],
  [/^\/members\/import\/upload\/?$/, "import"],
  [/^\/(settings|welcome)\/picture\/?$/, pictureLimit],
  [/^\/simulator\/api\//, simulatorLimit],
  [/^\/(inbox|members|segments|broadcasts|automations|insights|settings)(\/|$)/, screenLimit],
];

/** The limit of the body of a request to `path` (without its query). */
export function bodyLimitOf(path: string, importMaxMb: number): BodyLimit {
  const found = table.find(([pattern]) => pattern.test(path))?.[1] ?? formLimit;
  return found === "import" ? importLimit(importMaxMb) : found;
}
