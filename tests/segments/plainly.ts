import { DateTime } from "luxon";
import type { Condition, SegmentTree } from "@/lib/segments/tree";

/** A member and everything a segment may ask of them, as the property test makes them up. */
export type Person = {
  id: number;
  status: "new" | "invited" | "active" | "opted_out" | "abroad";
  phone: string;
  birthDate: string | null;
  city: string | null;
  state: string | null;
  postalCode: string | null;
  latitude: number | null;
  longitude: number | null;
  gender: string | null;
  language: string | null;
  custom: Record<string, string | number | boolean>;
  joinedAt: Date | null;
  lastInboundAt: Date | null;
  inboundCount: number;
  unreachable: boolean;
  starred: boolean;
  muted: boolean;
  tags: number[];
  texts: string[];
  deliveries: { broadcastId: number; state: string; replied: boolean; clicked: boolean }[];
  links: number[];
};
export type World = { now: Date; timeZone: string; segments: ReadonlyMap<number, SegmentTree> };

/** Is this person in the segment? Said as plainly as it can be, one person at a time, and knowing nothing of SQL. */
export function isIn(tree: SegmentTree, who: Person, world: World): boolean {
  if ("and" in tree) return tree.and.every((one) => isIn(one, who, world));
  if ("or" in tree) return tree.or.some((one) => isIn(one, who, world));
  if ("not" in tree) return !isIn(tree.not, who, world);
  return meets(tree, who, world);
}

function meets(condition: Condition, who: Person, world: World): boolean {
  const same = (a: string | null, all: string[]) => all.some((one) => one.toLowerCase() === a?.toLowerCase());
  switch (condition.is) {
    case "everyone":
      return true;
    case "age":
      return who.birthDate !== null && within(age(who.birthDate, world), condition.from, condition.to);
    case "birthday":
      return who.birthDate !== null && birthdayComes(who.birthDate, condition.days, world);
    case "city":
      return same(who.city, condition.any);
    case "region":
      return same(who.state, condition.any);
    case "postal_code":
      return condition.any.some((one) => bare(who.postalCode ?? "·").startsWith(bare(one)));
    case "near":
      return who.latitude !== null && who.longitude !== null && miles(who, condition) <= condition.miles;
    case "area_code":
      return who.phone.startsWith("+1") && condition.any.includes(who.phone.slice(2, 5));
    case "gender":
      return same(who.gender, condition.any);
    case "language":
      return condition.any.some((one) => one === who.language);
    case "field":
      return field(who.custom[String(condition.fieldId)], condition.test);
    case "tag":
      return who.tags.some((one) => condition.any.includes(one));
    case "keyword": {
      const wanted = condition.words.toLowerCase().split(/\s+/);
      return who.texts.some((text) =>
        wanted.every((word) =>
          text
            .toLowerCase()
            .split(/[^\p{L}\p{N}]+/u)
            .includes(word),
        ),
      );
    }
    case "joined":
      return who.joinedAt !== null && within(day(who.joinedAt, world), condition.from, condition.to);
    case "joined_within":
      return who.joinedAt !== null && day(who.joinedAt, world) >= day(world.now, world, -condition.days);
    case "last_text":
      return who.lastInboundAt !== null && within(day(who.lastInboundAt, world), condition.from, condition.to);
    case "last_text_within":
      return who.lastInboundAt !== null && day(who.lastInboundAt, world) >= day(world.now, world, -condition.days);
    case "texts":
      return within(who.inboundCount, condition.from, condition.to);
    case "broadcast":
      return who.deliveries.some((one) => one.broadcastId === condition.broadcastId && did(one, condition.did));
    case "link":
      return who.links.includes(condition.linkId);
    case "status":
      return condition.any.includes(who.status);
    case "carrier":
      return condition.reaches === !who.unreachable;
    case "starred":
      return who.starred;
    case "members":
      return condition.ids.includes(who.id);
    case "segment": {
      const tree = world.segments.get(condition.segmentId);
      return tree !== undefined && isIn(tree, who, world);
    }
  }
}

function within<T extends string | number>(value: T, from: T | null, to: T | null): boolean {
  return (from === null || value >= from) && (to === null || value <= to);
}

/** The calendar day of a moment in the leader's zone, `add` days later. */
function day(at: Date, { timeZone }: World, add = 0): string {
  return DateTime.fromJSDate(at, { zone: timeZone }).plus({ days: add }).toISODate() as string;
}

function age(born: string, world: World): number {
  const today = day(world.now, world);
  return Number(today.slice(0, 4)) - Number(born.slice(0, 4)) - (today.slice(5) >= born.slice(5) ? 0 : 1);
}

function birthdayComes(born: string, days: number, world: World): boolean {
  for (let add = 0; add <= days; add++) {
    const then = day(world.now, world, add);
    const common = !DateTime.fromISO(then).isInLeapYear;
    if (then.slice(5) === born.slice(5)) return true;
    if (born.endsWith("-02-29") && common && then.endsWith("-02-28")) return true;
  }
  return false;
}

const bare = (code: string) => code.toUpperCase().replace(/[\s-]/g, "");

/** The angle between two points on a sphere by their vectors: another formula than the SQL's. */
function miles(who: Person, to: { latitude: number; longitude: number }): number {
  const vector = (latitude: number, longitude: number) => {
    const [a, b] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
    return [Math.cos(a) * Math.cos(b), Math.cos(a) * Math.sin(b), Math.sin(a)];
  };
  const [one, two] = [vector(who.latitude ?? 0, who.longitude ?? 0), vector(to.latitude, to.longitude)];
  const chord = Math.hypot(...one.map((at, i) => at - (two[i] ?? 0)));
  return 3958.7613 * 2 * Math.asin(Math.min(1, chord / 2));
}

function field(
  value: string | number | boolean | undefined,
  test: Extract<Condition, { is: "field" }>["test"],
): boolean {
  switch (test.op) {
    case "known":
      return value !== undefined && value !== "";
    case "any":
      return value !== undefined && test.values.some((one) => one.toLowerCase() === String(value).toLowerCase());
    case "number":
      return typeof value === "number" && within(value, test.from, test.to);
    case "day":
      return typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && within(value, test.from, test.to);
    case "yes_no":
      return value === test.yes;
  }
}

function did(one: Person["deliveries"][number], what: Extract<Condition, { is: "broadcast" }>["did"]): boolean {
  if (what === "answered") return one.replied;
  if (what === "clicked") return one.clicked;
  if (what === "sent") return ["sent", "delivered", "failed", "unconfirmed"].includes(one.state);
  return one.state === what;
}
