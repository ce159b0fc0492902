import type { Condition } from "@/lib/segments/tree";
import type { Vocabulary } from "./vocabulary";

export type Kind = {
  /** In the menu. */
  label: string;
  make: () => Condition;
};

type Says = readonly [yes: string, no: string];

/** How a row begins, after "who". */
export const says: Record<Condition["is"], Says> = {
  everyone: ["is there", "is nobody"],
  age: ["is aged", "is not aged"],
  birthday: ["has a birthday within", "has no birthday within"],
  city: ["lives in", "does not live in"],
  region: ["lives in", "does not live in"],
  postal_code: ["has a postal code that begins", "has no postal code that begins"],
  near: ["is within", "is not within"],
  area_code: ["has the area code", "does not have the area code"],
  gender: ["is", "is not"],
  language: ["speaks", "does not speak"],
  field: ["has", "does not have"],
  tag: ["is tagged", "is not tagged"],
  keyword: ["ever texted", "never texted"],
  joined: ["joined between", "did not join between"],
  joined_within: ["joined in the last", "did not join in the last"],
  last_text: ["last texted between", "did not last text between"],
  last_text_within: ["texted in the last", "has not texted in the last"],
  texts: ["sent", "did not send"],
  broadcast: ["did", "did not"],
  link: ["tapped", "did not tap"],
  status: ["is one who", "is not one who"],
  carrier: ["has a number that", "has no number that"],
  starred: ["has a star", "has no star"],
  members: ["was chosen by hand:", "is not one of:"],
  segment: ["is in the segment", "is not in the segment"],
};

/** What may be added, as the menu shows it. */
export function kinds(vocabulary: Vocabulary): { title: string; kinds: Kind[] }[] {
  const some = (kind: Kind, there: unknown[]) => (there.length > 0 ? [kind] : []);
  const make = (condition: Condition) => () => condition;
  return [
    {
      title: "Who they are",
      kinds: [
        { label: "Age", make: make({ is: "age", from: 18, to: null }) },
        { label: "Birthday", make: make({ is: "birthday", days: 7 }) },
        { label: "Gender", make: make({ is: "gender", any: [] }) },
        { label: "Language", make: make({ is: "language", any: [] }) },
        ...vocabulary.fields.map((field) => ({ label: field.name, make: () => fieldCondition(field) })),
      ],
    },
    {
      title: "Where they are",
      kinds: [
        { label: "Near a place", make: make({ is: "near", place: "", latitude: 0, longitude: 0, miles: 25 }) },
        { label: "City", make: make({ is: "city", any: [] }) },
        { label: "State or province", make: make({ is: "region", any: [] }) },
        { label: "Postal code", make: make({ is: "postal_code", any: [] }) },
        { label: "Area code", make: make({ is: "area_code", any: [] }) },
      ],
    },
    {
      title: "What they did",
      kinds: [
        { label: "Joined in the last days", make: make({ is: "joined_within", days: 30 }) },
        { label: "Joined between", make: make({ is: "joined", from: null, to: null }) },
        { label: "Texted in the last days", make: make({ is: "last_text_within", days: 30 }) },
        { label: "Last text between", make: make({ is: "last_text", from: null, to: null }) },
        { label: "Number of texts", make: make({ is: "texts", from: 1, to: null }) },
        { label: "Words they texted", make: make({ is: "keyword", words: "" }) },
        ...some(
          { label: "A broadcast", make: make({ is: "broadcast", broadcastId: 0, did: "answered" }) },
          vocabulary.broadcasts,
        ),
        ...some({ label: "A link", make: make({ is: "link", linkId: 0 }) }, vocabulary.links),
      ],
    },
    {
      title: "How they stand",
      kinds: [
        ...some({ label: "Tag", make: make({ is: "tag", any: [] }) }, vocabulary.tags),
        { label: "Signed up or not", make: make({ is: "status", any: ["active"] }) },
        { label: "Star", make: make({ is: "starred" }) },
        { label: "Carrier reaches them", make: make({ is: "carrier", reaches: true }) },
        { label: "Chosen by hand", make: make({ is: "members", ids: [] }) },
        ...some({ label: "Another segment", make: make({ is: "segment", segmentId: 0 }) }, vocabulary.segments),
      ],
    },
  ];
}

function fieldCondition({ id, kind }: Vocabulary["fields"][number]): Condition {
  const test = {
    text: { op: "any", values: [] },
    choice: { op: "any", values: [] },
    number: { op: "number", from: null, to: null },
    date: { op: "day", from: null, to: null },
    yes_no: { op: "yes_no", yes: true },
  } as const;
  return { is: "field", fieldId: id, test: structuredClone(test[kind]) as Extract<Condition, { is: "field" }>["test"] };
}
