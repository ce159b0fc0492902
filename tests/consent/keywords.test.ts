import { describe, expect, it } from "vitest";
import { understand } from "@/lib/consent/keywords";

describe("a text that opts out", () => {
  it.each([
    "STOP",
    "stop",
    "Stop.",
    " STOP ",
    "“stop”",
    "stop!",
    "'Stop'",
    "S T O P",
    "QUIT",
    "End",
    "revoke",
    "OPT OUT",
    "opt-out",
    "optout",
    "Cancel",
    "UNSUBSCRIBE",
    "STOPALL",
    "stop all",
    "unsub",
    "ARRÊT",
    "arret",
    "ALTO",
    "parar",
    "st\u200bop",
    "ＳＴＯＰ",
    "stop 🛑",
  ])("%s", (text) => expect(understand(text).kind).toBe("stop"));

  it("is answered in its own language", () => {
    expect(understand("Parar")).toEqual({ kind: "stop", language: "es" });
    expect(understand("ARRÊT")).toEqual({ kind: "stop", language: "fr" });
  });
});

describe("a longer text that plainly asks to stop is flagged, not obeyed and not ignored", () => {
  it.each([
    "please stop texting me",
    "Take me off this list",
    "remove me",
    "Remove me from this list please!",
    "stop sending these",
    "pls stop",
    "I want to unsubscribe",
    "don't text me again",
    "delete my number",
    "No más: dejen de escribirme",
    "don't text me anymore, I can't stop crying",
  ])("%s", (text) => expect(understand(text).kind).toBe("asks_to_stop"));
});

describe("what is no opt-out", () => {
  it.each([
    "don't stop",
    "Don't stop texting me!",
    "can't stop the feeling",
    "we never stop",
    "the bus stop is near me",
    "end of story",
    "I will not quit",
    "",
    "constructor",
    "toString",
    "🛑",
  ])("%s", (text) => expect(understand(text).kind).toBe("text"));
});

it("knows START and HELP in the same forgiving way", () => {
  expect(understand(" Start! ")).toEqual({ kind: "start", yes: false });
  expect(understand("unstop")).toEqual({ kind: "start", yes: false });
  expect(understand("yes.")).toEqual({ kind: "start", yes: true });
  expect(understand("Help?")).toEqual({ kind: "help" });
  expect(understand("INFO")).toEqual({ kind: "help" });
  expect(understand("help me with my vote").kind).toBe("text");
});
