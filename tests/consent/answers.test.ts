import { describe, expect, test } from "vitest";
import { helpAnswer, stopAnswer } from "@/lib/consent/answers";

const nadia = { name: "Nadia Hope", contact: "hello@nadia.example" };

describe("the one confirmation of an opt-out (47 CFR 64.1200(a)(12))", () => {
  test.each(["en", "es", "fr"] as const)(
    "says who, that it is done, how to come back, and nothing else: %s",
    (language) => {
      const words = stopAnswer(nadia, language);
      expect(words).toMatch(/^Nadia Hope ?: /);
      expect(words).toContain("START");
      // No link, no question, no news: one short text.
      expect(words).not.toMatch(/https?:|www\.|\?|!|{{/);
      expect(words.length).toBeLessThanOrEqual(100);
    },
  );
});

test("HELP names the programme and whom to ask, what it may cost and how to stop", () => {
  const words = helpAnswer(nadia);
  for (const said of ["Nadia Hope", "hello@nadia.example", "Msg & data rates may apply", "Reply STOP to opt out"])
    expect(words).toContain(said);
  expect(helpAnswer({ ...nadia, contact: "" })).not.toContain("Contact");
});
