import fc from "fast-check";
import type { Condition, SegmentTree } from "@/lib/segments/tree";
import type { Person } from "./plainly";

/** Small pools, so that conditions hit: a random city would be nobody's. */
const cities = ["Gary", "gary", "Chicago", "Montréal", "O'Fallon", "100%"];
const states = ["IN", "IL", "QC", "TX"];
const postalCodes = ["46402", "46403-1234", "60601", "M5V 2T6", "M5V 1A1", "60%"];
const genders = ["woman", "Man", "nonbinary"];
const places: [number, number][] = [
  [41.6, -87.3],
  [41.88, -87.63],
  [45.5, -73.57],
  [51.88, -176.65],
  [52.9, 172.9],
  [82.5, -62.3],
];
const words = ["vote", "tour", "hello", "Tickets", "señor"];
const days = ["1990-05-17", "2000-02-29", "2024-02-29", "2025-12-31", "2026-01-01", "2026-03-08", "2026-11-24"];
const choices = ["Red", "red", "Blue", "7", "true", "2026-01-01", ""];
/** Around the ends of a day in Chicago and in UTC, a change of clocks, and long ago. */
const moments = [
  "2026-11-24T05:59:59Z",
  "2026-11-24T06:00:00Z",
  "2026-11-23T23:59:59Z",
  "2026-11-17T06:00:00Z",
  "2026-11-01T06:30:00Z",
  "2026-03-08T08:00:00Z",
  "2025-12-31T23:30:00Z",
  "2020-02-29T12:00:00Z",
].map((text) => new Date(text));
const pick = <T>(all: readonly T[]) => fc.constantFrom(...all);
const some = <T>(all: readonly T[]) => fc.uniqueArray(pick(all), { minLength: 1, maxLength: 3 });
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null, freq: 3 });
const few = fc.integer({ min: 1, max: 3 });
const statuses = ["new", "invited", "active", "opted_out", "abroad"] as const;
const deliveryStates = ["waiting", "sending", "sent", "delivered", "failed", "unconfirmed", "withheld", "dropped"];

export const person: fc.Arbitrary<Omit<Person, "id" | "phone">> = fc.record({
  status: pick(statuses),
  birthDate: maybe(fc.oneof(pick(days), pick(["1996-02-28", "1996-03-01", "2007-11-24", "2007-11-25", "2008-02-29"]))),
  city: maybe(pick(cities)),
  state: maybe(pick(states)),
  postalCode: maybe(pick(postalCodes)),
  latitude: maybe(pick(places)).map((at) => at && (at as unknown as number)),
  longitude: fc.constant(null),
  gender: maybe(pick(genders)),
  language: maybe(pick(["en", "es"])),
  custom: fc.dictionary(
    few.map(String),
    fc.oneof(pick(choices), fc.integer({ min: -2, max: 9 }), fc.constant(2.5), fc.boolean()),
    { maxKeys: 3 },
  ),
  joinedAt: maybe(pick(moments)),
  lastInboundAt: maybe(pick(moments)),
  inboundCount: fc.integer({ min: 0, max: 4 }),
  unreachable: fc.boolean(),
  starred: fc.boolean(),
  muted: fc.boolean(),
  tags: fc.uniqueArray(few, { maxLength: 2 }),
  texts: fc.array(
    fc.array(pick(words), { minLength: 1, maxLength: 3 }).map((all) => `${all.join(" ")}!`),
    { maxLength: 2 },
  ),
  deliveries: fc.uniqueArray(
    fc.record({ broadcastId: few, state: pick(deliveryStates), replied: fc.boolean(), clicked: fc.boolean() }),
    { maxLength: 2, selector: (one) => one.broadcastId },
  ),
  links: fc.uniqueArray(few, { maxLength: 2 }),
});

/** A place is one thing: both of its degrees are known, or neither. */
export const people = (count: number): fc.Arbitrary<Person[]> =>
  fc.array(person, { minLength: count, maxLength: count }).map((all) =>
    all.map((one, i) => {
      const at = one.latitude as unknown as [number, number] | null;
      return {
        ...one,
        id: i + 1,
        phone: i % 7 === 6 ? `+44312555${1000 + i}` : `+1${["312", "219", "416"][i % 3]}555${1000 + i}`,
        latitude: at?.[0] ?? null,
        longitude: at?.[1] ?? null,
      };
    }),
  );

const number = maybe(fc.integer({ min: -1, max: 9 }));
const span = maybe(pick(days));

const test: fc.Arbitrary<Extract<Condition, { is: "field" }>["test"]> = fc.oneof(
  fc.constant({ op: "known" as const }),
  fc.record({ op: fc.constant("any" as const), values: some(choices.filter(Boolean)) }),
  fc.record({ op: fc.constant("number" as const), from: number, to: number }),
  fc.record({ op: fc.constant("day" as const), from: span, to: span }),
  fc.record({ op: fc.constant("yes_no" as const), yes: fc.boolean() }),
);

const is = <K extends Condition["is"]>(
  kind: K,
  rest: { [P in Exclude<keyof Extract<Condition, { is: K }>, "is">]: fc.Arbitrary<Extract<Condition, { is: K }>[P]> },
) => fc.record({ is: fc.constant(kind), ...rest }) as unknown as fc.Arbitrary<Condition>;

const age = maybe(fc.integer({ min: 0, max: 40 }));
const texts = maybe(fc.integer({ min: 0, max: 4 }));
const within = fc.constantFrom(1, 7, 23, 3650);

/** Every kind, in a table, so that none is forgotten when one is added. */
export const conditions: { [K in Condition["is"]]: fc.Arbitrary<Condition> } = {
  everyone: is("everyone", {}),
  age: is("age", { from: age, to: age }),
  birthday: is("birthday", { days: fc.constantFrom(0, 1, 38, 96, 97, 364, 365, 366) }),
  city: is("city", { any: some(cities) }),
  region: is("region", { any: some([...states, "in"]) }),
  postal_code: is("postal_code", { any: some(["46402", "464", "m5v", "M5V2", "60%", "6", "464031"]) }),
  near: fc
    .record({
      at: pick(places),
      miles: fc.constantFrom(0.5, 30, 60, 500),
    })
    .map(({ at, miles }) => ({ is: "near" as const, place: "there", latitude: at[0], longitude: at[1], miles })),
  area_code: is("area_code", { any: some(["312", "219", "999"]) }),
  gender: is("gender", { any: some(["woman", "WOMAN", "man"]) }),
  language: is("language", { any: some(["en", "es"] as const) }),
  field: is("field", { fieldId: few, test }),
  tag: is("tag", { any: some([1, 2, 3, 9]) }),
  keyword: is("keyword", { words: some(words).map((all) => all.join(" ")) }),
  joined: is("joined", { from: span, to: span }),
  joined_within: is("joined_within", { days: within }),
  last_text: is("last_text", { from: span, to: span }),
  last_text_within: is("last_text_within", { days: within }),
  texts: is("texts", { from: texts, to: texts }),
  broadcast: is("broadcast", {
    broadcastId: few,
    did: pick(["sent", "delivered", "failed", "answered", "clicked", "withheld", "dropped"] as const),
    // Reasons and hours have tests of their own (broadcasts/results.test.ts).
    reason: fc.constant(undefined),
    hour: fc.constant(undefined),
  }),
  link: is("link", { linkId: few }),
  status: is("status", { any: some(statuses) }),
  carrier: is("carrier", { reaches: fc.boolean() }),
  starred: is("starred", {}),
  members: is("members", { ids: some([1, 2, 3, 10, 9999]) }),
  segment: is("segment", { segmentId: fc.constantFrom(1, 2, 9) }),
};

const condition = fc.oneof(...Object.values(conditions));

/** Trees of any of these. */
const grown = (leaf: fc.Arbitrary<Condition>): fc.Arbitrary<SegmentTree> =>
  fc.letrec<{ tree: SegmentTree }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf as fc.Arbitrary<SegmentTree>,
      fc.record({ not: tie("tree") }),
      fc.record({ and: fc.array(tie("tree"), { maxLength: 4 }) }),
      fc.record({ or: fc.array(tie("tree"), { maxLength: 4 }) }),
    ),
  })).tree;

export const tree = grown(condition);

/** Only of what another table answers: texts, tags, broadcasts and links. */
export const setTree = grown(
  fc.oneof(conditions.tag, conditions.keyword, conditions.broadcast, conditions.link, conditions.everyone),
);
