import { describe, expect, it, test } from "vitest";
import { classifyReply } from "@/lib/consent/replies/classify";

const kind = (text: string) => classifyReply(text).kind;

describe("a keyword opts out", () => {
  it.each([
    "STOP",
    "stop",
    "Stop.",
    " STOP ",
    "“stop”",
    "stop!",
    "'Stop'",
    "S T O P",
    "S.T.O.P",
    "STOOOOP",
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
    "ѕтор",
    "ST0P",
    "STOP٢END",
    "stop 🛑",
    "STOP STOP STOP",
    "Stop, thank you",
    "STOP\n\nSent from my iPhone",
    "Stop\n-- \nBob",
    "STOP - Maria",
    "stpo",
    "sotp",
    "stopp",
    "unsuscribe",
    "Remove",
    "STOPSTOP",
    "stopstopstop",
    "Stop plz n thx",
    "stop 4ever",
  ])("%s", (text) => expect(kind(text)).toBe("opt_out"));

  it("is answered in its own language", () => {
    expect(classifyReply("Parar")).toMatchObject({ kind: "opt_out", language: "es" });
    expect(classifyReply("ARRÊT")).toMatchObject({ kind: "opt_out", language: "fr" });
    expect(classifyReply("stop por favor")).toMatchObject({ kind: "opt_out", language: "es" });
    expect(classifyReply("stop svp")).toMatchObject({ kind: "opt_out", language: "fr" });
  });

  it.each([
    ["STOP ANA", "Ana"],
    ["STOP Nadia", "Nadia Flores"],
    ["Quit Nadia", "Nadia Flores"],
    ["END NADIA FLORES", "Nadia Flores"],
    ["Cancel Nadia Flores", "Nadia Flores"],
    ["stop nadia", "Nadia"],
    ["please stop Nadia", "Nadia"],
    ["STOP The Band Stoppers", "The Band Stoppers"],
    ["END The Band Stoppers", "The Band Stoppers"],
    ["STOP FROM No Limit", "No Limit"],
    ["STOP No Limit", "No Limit"],
    ["STOP U2", "U2"],
  ])("may stand before the leader's name: %s, to %s", (text, leader) =>
    expect(classifyReply(text, [leader]).kind).toBe("opt_out"),
  );

  it.each([
    ["stop the war", "Stop the War Coalition"],
    ["stop by Nadia's", "Nadia"],
    ["don't stop Nadia", "Nadia"],
    ["nonstop Nadia", "Nadia"],
  ])("is no keyword for the name alone: %s, to %s", (text, leader) =>
    expect(classifyReply(text, [leader]).kind).toBe("keep"),
  );

  it("may stand beside the leader's name", () => {
    expect(classifyReply("Nadia, stop", ["Nadia Hope"]).kind).toBe("opt_out");
    expect(classifyReply("stop texting me Nadia", ["Nadia Hope"]).kind).toBe("opt_out");
  });
});

describe("a plain request opts out, with the rule that said so", () => {
  it.each([
    ["please stop texting me", "stop_messages"],
    ["Take me off this list", "remove_me"],
    ["Lose my number", "remove_me"],
    ["I want to unsubscribe", "unsubscribe"],
    ["cancel my subscription", "stop_messages"],
    ["I revoke my consent", "consent"],
    ["don't text me again", "dont_contact"],
    ["I no longer want these texts", "dont_want"],
    ["No more texts please", "no_more"],
    ["Who is this? Stop texting me", "stop_messages"],
    ["No más mensajes", "es_no_more"],
    ["dejen de escribirme", "es_stop_writing"],
    ["Désabonnez-moi", "fr_unsubscribe"],
    ["ne m'écrivez plus", "fr_dont_write"],
  ])("%s", (text, rule) => expect(classifyReply(text)).toMatchObject({ kind: "opt_out", rule }));
});

describe("what may be a request is flagged", () => {
  it.each([
    "wrong number",
    "you have the wrong person",
    "Not interested",
    "How do I stop these texts?",
    "STOP doesn't work",
    "reported as spam",
    "fuck off",
    "leave me alone",
    "stop texting me 😂",
    "🛑",
    "numero equivocado",
    "Stop my husband passed away",
    "STOP to 24587",
    "SPAM STOP",
    "please have me removed",
    "You keep texting me after I said stop",
    "mauvais numéro",
  ])("%s", (text) => expect(["flag", "opt_out"]).toContain(kind(text)));
});

describe("what is no request", () => {
  it.each([
    "don't stop",
    "keep texting me",
    "yes please keep texting us",
    "Don't stop texting me!",
    "can't stop the feeling",
    "we never stop",
    "the bus stop is near me",
    "stop by the booth",
    "Stop the war",
    "pit stop in Memphis",
    "I quit my job",
    "cancel culture",
    "end of the day",
    "remove the stain",
    "unsubscribe from the idea that you are alone",
    "when does the show end",
    "end of story",
    "I will not quit",
    "Please don't remove me from the list",
    "Can you cancel my ticket",
    'Liked "Reply STOP to opt out"',
    "Loved “Reply STOP to opt out”",
    "Le gustó “Responda STOP para salir”",
    "A aimé « Répondez STOP »",
    "Reacted 👎 to “Reply STOP to cancel”",
    "no pares",
    "N'arrêtez pas de chanter",
    "",
    "constructor",
    "toString",
  ])("%s", (text) => expect(kind(text)).toBe("keep"));
});

it("knows START, YES and HELP in the same forgiving way, and nothing longer", () => {
  expect(classifyReply(" Start! ")).toEqual({ kind: "start", yes: false, plain: true });
  expect(classifyReply("unstop")).toEqual({ kind: "start", yes: false, plain: true });
  expect(classifyReply("yes.")).toEqual({ kind: "start", yes: true, plain: true });
  expect(classifyReply("yes please")).toEqual({ kind: "start", yes: true, plain: false });
  for (const text of ["Help?", "INFO", "help please", "Help\n\nSent from my iPhone", "AYUDA"])
    expect(kind(text)).toBe("help");
  expect(kind("help me with my vote")).toBe("keep");
  expect(kind("I need help with my order")).toBe("keep");
  expect(kind("Start the show")).toBe("keep");
});

test("any text of any length is read in a moment", () => {
  const pieces = [
    "stop ",
    "please ",
    "can you please ",
    "a",
    '"',
    "> ",
    "i said ",
    "- ",
    "Bob ",
    "\n",
    "1-",
    "x@",
    "no me ",
    "🛑",
    "S.",
    'liked "',
    "f*",
    "\u0301",
    "\ud800",
  ];
  for (const one of pieces)
    for (const two of pieces) {
      const text = (one + two).repeat(10_000).slice(0, 20_000);
      const before = performance.now();
      classifyReply(text);
      // Hundreds of times what it takes on an idle machine, and a fraction of what a quadratic expression would.
      expect(performance.now() - before, JSON.stringify(one + two)).toBeLessThan(2_000);
    }
});

describe("a command beside something that nobody can be sure of waits for a person", () => {
  it.each([
    "STOP JUMP",
    "STOP FANS",
    "STOP J",
    "STOP ASSHOLE",
    "UNSUBSCRIBE Nadja",
    "HELP STOP",
    "STOP HELP",
    "STOP START",
    "start stop",
    "stop you idiots",
    "quit you stupid morons",
    "DNC",
    "dnc please",
  ])("%s", (text) => expect(kind(text)).toBe("flag"));

  it.each(["rmv me", "RMV"])("%s opts out", (text) => expect(kind(text)).toBe("opt_out"));

  it.each(["STOP BY", "STOP SIGN", "END CREDITS", "stop by", "stop the war", "start", "HELP"])("not %s", (text) =>
    expect(kind(text)).not.toMatch(/flag|opt_out/),
  );
});
