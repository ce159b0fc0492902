import { expect, test } from "vitest";
import { makeLog } from "@/lib/log";

function captured(write: (log: ReturnType<typeof makeLog>) => void): string {
  const lines: string[] = [];
  write(makeLog("trace", { write: (line) => void lines.push(line) }));
  return lines.join("");
}

test("numbers are masked wherever they stand: under a name, in a sentence, in an error, deep inside", () => {
  const told = captured((log) => {
    log.info({ phone: "+14155550101", who: { to: "14155550101", list: ["+447700900123"] } }, "sent to +14155550101");
    log.warn({ err: new Error("no way to +14155550101", { cause: new Error("14155550101 is dead") }) }, "failed");
    log.error("14155550101 again");
  });
  expect(told).not.toMatch(/4155550101|7700900123/);
  expect(told).toContain("+1415•••0101");
});

test("and however people write them", () => {
  const written = [
    "+1 415 555 0101",
    "(415) 555-0101",
    "(415)555-0101",
    "415-555-0101",
    "415.555.0101",
    "+44 7700 900123",
  ];
  const told = captured((log) =>
    log.warn({ err: new Error(written.join(" and ")), list: written }, written.join(", ")),
  );
  expect(told).not.toMatch(/555\D?0101|7700 900123/);
  expect(told.match(/•••/g)).toHaveLength(written.length * 4);
  // What only looks like one stays.
  for (const other of ["2026-11-27 22:06:28.123+00", "1,250 of 3,000", "127.0.0.1:5432", "2026-11-27T22:06:28.000Z"])
    expect(captured((log) => log.info(other))).toContain(other);
});

test("texts, keys and tokens are left out, at any depth", () => {
  const told = captured((log) =>
    log.info({
      body: "I love you",
      message: { text: "I love you", authorization: "Bearer I love you", inner: { apiSecret: "I love you" } },
      settings: { privateKey: "I love you", signatureSecret: "I love you" },
      arrival: { content: { words: "I love you" } },
    }),
  );
  expect(told).not.toContain("I love you");
  expect(told.match(/\[masked\]/g)).toHaveLength(7);
});

test("a failed query says what failed, and not what with", () => {
  const cause = Object.assign(new Error('invalid input syntax for type json: "I love you"'), { code: "22P02" });
  const failed = new Error("Failed query: insert into messages values ($1, $2)\nparams: I love you,\nand so on", {
    cause,
  });
  const told = captured((log) => log.error({ err: failed }, "a text could not be written"));
  expect(told).not.toContain("I love you");
  expect(told).not.toContain("and so on");
  expect(told).toContain("insert into messages");
  expect(told).toContain("22P02");
});

test("what helps stays: counts, ids, states, times", () => {
  const told = JSON.parse(
    captured((log) => log.info({ arrivals: 12, leaderId: 3, state: "sent", ms: 5.5 }, "digested")),
  );
  expect(told).toMatchObject({ level: "info", arrivals: 12, leaderId: 3, state: "sent", ms: 5.5, msg: "digested" });
});
