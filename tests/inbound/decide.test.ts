import { describe, expect, it } from "vitest";
import { decide, type Standing } from "@/lib/inbound/decide";

const now = new Date("2026-11-24T12:00:00Z");
const rules = { firstAnswerHours: 24, linkDays: 7, carrierAnswersStop: false, cardOnRequest: true };
const active: Standing = { status: "active", joined: true, firstAnswerAt: null, asked: false };
const invited: Standing = { status: "invited", joined: false, firstAnswerAt: null, asked: true };
const deed = (text: string, member: Standing, wish = rules) => decide(text, member, wish, now).deed?.do ?? null;

describe("YES, where double opt-in waits for it", () => {
  it("confirms, in English and Spanish, however it is written; START does so too", () => {
    for (const yes of ["YES", " yes! ", "“Yes.”", "Sí", "SI", "sí 🎉", "START"])
      expect([yes, deed(yes, invited)]).toEqual([yes, "confirm"]);
    expect(decide("YES", invited, rules, now).after).toMatchObject({ status: "active", joined: true });
  });

  it("is a text like any other where nobody asked: imported, new, or a member already", () => {
    expect(deed("YES", { ...invited, asked: false })).toBe("first_answer");
    expect(deed("YES", { ...invited, status: "new", asked: false })).toBe("first_answer");
    expect(deed("YES", active)).toBeNull();
  });

  it("brings back after STOP, as START does", () => {
    const left: Standing = { ...active, status: "opted_out" };
    expect(deed("yes", left)).toBe("bring_back");
    expect(deed("START", left)).toBe("bring_back");
  });

  it("is not seen in longer texts, and STOP still stops", () => {
    expect(deed("yes I saw you in Gary", invited)).toBe("first_answer");
    expect(deed("stop", invited)).toBe("opt_out");
  });

  it("leaves other texts the first answer with the link, once a day", () => {
    expect(deed("Hi!", invited)).toBe("first_answer");
    expect(deed("Hi!", { ...invited, firstAnswerAt: new Date(now.getTime() - 3_600_000) })).toBeNull();
  });
});

describe("STOP, on a number whose carrier answers it itself", () => {
  const tollFree = { ...rules, carrierAnswersStop: true };

  it("opts out here as well, and is not confirmed a second time", () => {
    for (const word of ["STOP", "unsubscribe", "ALTO"]) {
      expect(decide(word, active, tollFree, now)).toMatchObject({
        deed: { do: "opt_out", answer: false },
        after: { status: "opted_out" },
      });
      expect(decide(word, active, rules, now).deed).toMatchObject({ do: "opt_out", answer: true });
    }
  });

  it("leaves everything else as it is: HELP is answered, and START brings back", () => {
    expect(deed("HELP", active, tollFree)).toBe("help");
    expect(deed("START", { ...active, status: "opted_out" }, tollFree)).toBe("bring_back");
    expect(deed("wrong number, who is this", active, tollFree)).toBe("flag");
  });
});

describe("CARD", () => {
  it("is answered with the contact card, if the leader wants it so", () => {
    for (const word of ["CARD", "contact", "Contact!", "tarjeta"]) expect(deed(word, active)).toBe("card");
    expect(deed("CARD", active, { ...rules, cardOnRequest: false })).toBeNull();
    expect(deed("contact me please", active)).toBeNull();
  });

  it("comes after the first answer for strangers, and never for those who left", () => {
    const stranger: Standing = { ...active, status: "new", joined: false };
    expect(deed("CARD", stranger)).toBe("first_answer");
    expect(deed("CARD", { ...stranger, firstAnswerAt: now })).toBe("card");
    expect(deed("CARD", { ...active, status: "opted_out" })).toBeNull();
    expect(deed("CARD", { ...active, status: "abroad" })).toBeNull();
  });
});
