import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Compiled, compileBody, type Person, personalFields } from "@/lib/broadcasts/personal";

const ana: Person = { firstName: "Ana", lastName: "Morales", city: "Gary", state: "IN", custom: {} };
const nobody: Person = { firstName: null, lastName: "  ", city: null, state: null, custom: {} };
const plain: Parameters<Compiled["fill"]>[1] = { linkFor: (url) => url, optOutLine: null };
const fill = (body: string, person: Person, options = plain) => compileBody(body).fill(person, options);

describe("merge fields", () => {
  test("are filled, and fall back where the answer is missing or blank", () => {
    expect(fill('Hi {{ first_name | default: "friend" }}!', ana)).toBe("Hi Ana!");
    expect(fill('Hi {{first_name|default:"friend"}}!', nobody)).toBe("Hi friend!");
    expect(fill('{{ last_name | default: "you" }}', nobody)).toBe("you");
    expect(fill("{{ first_name | default: city | default: 'x' | upcase }}", { ...ana, firstName: null })).toBe("GARY");
  });

  test("take the quotes that phones write", () => {
    const { problems, fill } = compileBody("Hi {{ first_name | default: “friend” }}");
    expect(problems).toEqual([]);
    expect(fill(nobody, plain)).toBe("Hi friend");
  });

  test("without a fallback are named, so that the composer can warn", () => {
    expect(compileBody('{{ first_name }} {{ city | default: "town" }}').bare).toEqual(["first_name"]);
    expect(fill("Hi {{ first_name }}!", nobody)).toBe("Hi !");
  });

  test("of the leader's own are known by their names", () => {
    const fields = [
      { id: 7, label: "Favourite song", kind: "text" as const },
      { id: 8, label: "City", kind: "text" as const },
      { id: 9, label: "Anniversary", kind: "date" as const },
    ];
    expect(personalFields(fields).map((field) => field.slug)).toEqual([
      ...["first_name", "last_name", "city", "state"],
      ...["favourite_song", "city_8", "anniversary"],
    ]);
    const compiled = compileBody("{{ favourite_song }}, {{ anniversary }}, {{ city_8 | default: 'none' }}", fields);
    expect(compiled.problems).toEqual([]);
    const person = { ...ana, custom: { "7": "Blue Moon", "9": "2020-05-03" } };
    expect(compiled.fill(person, plain)).toBe("Blue Moon, May 3, 2020, none");
  });

  test.each([
    ["Hi {{ fist_name }}", /no merge field “fist_name”/],
    ["Hi {{ first_name.length }}", /no merge field “first_name.length”/],
    ["Hi {{ first_name", /not closed/],
    ["{% for a in b %}x{% endfor %}", /“{%” can’t be used/],
    ["{{ (1..100000000) }}", /one merge field/],
    ["{{ first_name last_name }}", /one merge field/],
    ["{{ first_name | shout }}", /“shout” isn’t supported/],
    ["{{ first_name | append: last_name }}", /“append” isn’t supported/],
    ["{{ }}", /can’t be read/],
    ["x".repeat(4001), /longer than 400 characters/],
    ["{{ city }}".repeat(41), /40 merge fields at most/],
    ["{{ constructor }}{{ __proto__ }}", /no merge field “constructor”/],
  ])("what cannot be filled is refused with a sentence (%#)", (body, sentence) => {
    expect(compileBody(body).problems.join(" ")).toMatch(sentence);
  });

  test("whatever is written, filling never throws and never leaves {{", () => {
    const bits = ["{{", "}}", "{%", "%}", "{", "|", " ", "first_name", "default", ":", '"', "x", "(1..9)", "-", "'"];
    const body = fc.array(fc.constantFrom(...bits), { maxLength: 14 }).map((some) => some.join(""));
    fc.assert(
      fc.property(body, (written) => {
        expect(fill(written, { ...ana, firstName: "{{ x }}" })).not.toContain("{{");
      }),
      { numRuns: 5000 },
    );
  });

  test.each(["{%{}}{", "{{{}}{"])("braces that come together become one: %s", (body) => {
    expect(fill(body, nobody)).not.toContain("{{");
  });

  test("a member's name is one short line and no template", () => {
    const mean = { ...ana, firstName: `{{ last_name }}\n${"z".repeat(500)}` };
    const text = fill("Hi {{ first_name }}", mean);
    expect(text).toMatch(/^Hi last_name {2}z+$/);
    expect(text.length).toBeLessThan(110);
  });
});

describe("links", () => {
  test("are found where they are plainly written, and each is replaced", () => {
    const body = "See https://a.example/x?y=1&z=2. And (www.b.com/t) or you.So https://a.example/x?y=1&z=2";
    const compiled = compileBody(body);
    expect(compiled.urls).toEqual(["https://a.example/x?y=1&z=2", "https://www.b.com/t"]);
    expect(compiled.fill(ana, { ...plain, linkFor: (url) => `[${url.length}]` })).toBe(
      "See [27]. And ([19]) or you.So [27]",
    );
  });

  test("in a member's own answer are not touched", () => {
    const compiled = compileBody("Hi {{ first_name }}");
    expect(compiled.fill({ ...ana, firstName: "https://x.example" }, { ...plain, linkFor: () => "NO" })).not.toContain(
      "NO",
    );
  });

  test("with a field, a password, or no sense are refused", () => {
    expect(compileBody("https://a.example/{{ first_name }}").problems[0]).toMatch(/can’t end in a merge field/);
    expect(compileBody("https://me:secret@a.example/").problems[0]).toMatch(/user name or password/);
  });
});

test("the opt-out line stands at the end, on a line of its own", () => {
  expect(fill("Hi ", ana, { ...plain, optOutLine: "Reply STOP to opt out" })).toBe("Hi\nReply STOP to opt out");
});
