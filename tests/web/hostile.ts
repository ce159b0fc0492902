/** Values that no screen sends, for any parameter. */
export const hostile: unknown[] = [
  "",
  " ",
  "0",
  "-1",
  "1.5",
  "1e999",
  "2147483648",
  "9007199254740993",
  "9".repeat(30),
  "NaN",
  "null",
  "__proto__",
  "\u0000",
  "a\u0000b",
  "\ud83d",
  "\u202e\ufffe",
  "%",
  "%zz",
  "../../etc/passwd",
  "' OR 1=1 --",
  "x".repeat(90),
  "x".repeat(5_000),
  "2026-99-99 99:99:99+00~1",
  "2026-02-31 10:00:00+00~1",
  "-infinity~1",
  "2026-01-01T00:00:00Z~99999999999999999999",
  Buffer.from('["2026-99-99 99:99:99+00",1]').toString("base64url"),
  Buffer.from('["a\\u0000",1]').toString("base64url"),
  Buffer.from("[null,9007199254740993]").toString("base64url"),
];

/** The same for what comes as JSON, where a value may be anything. */
export const hostileJson: unknown[] = [
  ...hostile,
  null,
  true,
  0,
  -1,
  1.5,
  2_147_483_648,
  Number.MAX_SAFE_INTEGER,
  1e308,
  [],
  [[]],
  {},
  { length: 1e9 },
  ["\u0000"],
  Array.from({ length: 3_000 }, (_, at) => at),
  JSON.parse(`${"[".repeat(30)}${"]".repeat(30)}`),
  JSON.parse('{"__proto__":{"admin":true},"constructor":1}'),
];

/** Every value that `input` can be turned into by replacing one part of it, at any depth, by one of `values`. */
export function* variants(input: unknown, values: unknown[]): Generator<unknown> {
  for (const value of values) yield value;
  if (input === null || typeof input !== "object") return;
  for (const [key, inner] of Object.entries(input)) {
    for (const changed of variants(inner, values)) {
      const copy = (Array.isArray(input) ? [...input] : { ...input }) as Record<string, unknown>;
      copy[key] = changed;
      yield copy;
    }
  }
}
