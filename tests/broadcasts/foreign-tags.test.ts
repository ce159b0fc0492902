import { describe, expect, it } from "vitest";
import { foreignTags } from "@/lib/broadcasts/foreign-tags";
import { compileBody } from "@/lib/broadcasts/personal";

const dollar = "$";

describe("merge tags of other tools", () => {
  it.each([
    ...[
      "<<First>>",
      "<<First Name>>",
      "<first_name>",
      "«First_Name»",
      "[First]",
      "[First Name]",
      "[[first_name]]",
      "[FNAME]",
    ],
    ...["[LINK]", "[link]", "[City]", "[First Name,fallback=friend]", "[Contact.FirstName]", "[FNAME|there]"],
    ...[
      "%FIRST NAME%",
      "%FIRST_NAME%",
      "%first_name%",
      "%%first%%",
      "%%First Name%%",
      "%recipient.first_name%",
      "%fname|friend%",
    ],
    ...["$first_name", "$FirstName", "$FNAME", `${dollar}{first}`, `${dollar}{first_name}`, "#{first_name}"],
    ...[
      "{first-name}",
      "{first_name}",
      "{First Name}",
      "{FIRST}",
      "{name}",
      "{link}",
      "{first_name|friend}",
      "{$first_name}",
    ],
    ...["{contact.first_name}", "{custom_field_1}", "{firstName}", "{{{ first_name }}}", "{!Contact.FirstName}"],
    ...["|FNAME|", "*|FNAME|*", "*|FNAME:there|*", "*|LNAME|*", "||first_name||"],
    ...["@FirstName", "@first_name", "@contact.first_name", "<%= first_name %>", "<%first_name%>", "<%- name %>"],
    ...[
      "((first))",
      "((First Name))",
      "#FIRSTNAME#",
      "#FIRST_NAME#",
      "#first_name#",
      "__FIRST_NAME__",
      "~first_name~",
      "^fname^",
    ],
    ...[":first_name", "%%=v(@first)=%%"],
    ...["-FNAME-", "*FNAME*", "FNAME", "FIRST_NAME", "first_name", "&first_name;", "(First Name)", "firstName"],
  ])("%s warns", (tag) => {
    expect(foreignTags(`Hi ${tag}, hello`)).toEqual([tag]);
    expect(foreignTags(`${tag}`)).toEqual([tag]);
  });

  it.each([
    ...[
      "{this}",
      "{ }",
      "{}",
      "{1}",
      "{wink}",
      "I {love} it",
      ":-{ really }",
      "[1]",
      "[2024]",
      "[sold out]",
      "[RSVP]",
      "[x]",
    ],
    ...[
      "$20",
      "$5 off",
      "US$20",
      "$1,000",
      "$$$",
      "$AAPL",
      "@barackobama",
      "@citywinery",
      "@link",
      "ana@firstname.example",
    ],
    ...[
      "#vote",
      "#TENFOUR2026",
      "#city #chicago",
      "#first",
      "#1 fan #2",
      "100%",
      "50% off and 20% more",
      "100% real 100%",
    ],
    ...[
      "a < b > c",
      "<3",
      "I <3 you >:)",
      "((hugs))",
      "(first)",
      "(name)",
      "a | b | c",
      "Fri | 8 PM | Metro",
      "||",
      "5:30 pm",
      "Note: first of all",
    ],
    ...[
      "https://a.example/@name/?first_name=1&x={y}",
      "__wow__",
      "*bold* |",
      "~20 people~",
      "^_^",
      "Doors @ 8",
      "snake_case",
      ":smile:",
    ],
    ...[
      'Hi {{ first_name | default: "friend" }}',
      "{{city}} and {{ state }}",
      "Bring [a] friend",
      "Yes/No?",
      "{{first_name}}, [hello]",
    ],
  ])("%s does not", (text) => {
    expect([text, foreignTags(text)]).toEqual([text, []]);
  });
});

describe("a fallback is never dropped without a word", () => {
  it.each([
    ["{{first_name, friend}}", '{{ first_name | default: "friend" }}'],
    ["{{first_name|friend}}", '{{ first_name | default: "friend" }}'],
    ["{{ first_name | there }}", '{{ first_name | default: "there" }}'],
    ["{{first_name: friend}}", '{{ first_name | default: "friend" }}'],
    ["{{first_name/friend}}", '{{ first_name | default: "friend" }}'],
    ['{{first_name, "dear fan"}}', '{{ first_name | default: "dear fan" }}'],
    ['{{first_name | default "friend"}}', '{{ first_name | default: "friend" }}'],
    ['{{first_name | default = "friend"}}', '{{ first_name | default: "friend" }}'],
    ["{{first_name | default}}", '{{ first_name | default: "friend" }}'],
    ["{{first_name | default:}}", '{{ first_name | default: "friend" }}'],
    ["{{city; your town}}", '{{ city | default: "your town" }}'],
    ['{{first_name || "friend"}}', '{{ first_name | default: "friend" }}'],
    ['{{first_name or "friend"}}', '{{ first_name | default: "friend" }}'],
    ['{{first_name ?? "friend"}}', '{{ first_name | default: "friend" }}'],
    ["{{first_name | default: friend}}", '{{ first_name | default: "friend" }}'],
    ["{{first_name friend}}", '{{ first_name | default: "friend" }}'],
    ["{{first_name (friend)}}", '{{ first_name | default: "friend" }}'],
  ])("%s is refused, and the right form shown", (body, right) => {
    expect([body, compileBody(`Hi ${body}!`).problems.join(" ")]).toEqual([body, expect.stringContaining(right)]);
  });

  it.each([
    ["{{ contact.first_name }}", /Did you mean \{\{ first_name \}\}/],
    ["{{ First_Name }}", /no merge field “First_Name”/],
    ["{{ subscriber.city | default: 'town' }}", /Did you mean \{\{ city \}\}/],
  ])("%s names the field that is meant", (body, sentence) => {
    expect(compileBody(body).problems.join(" ")).toMatch(sentence);
  });

  it.each([
    "{{first_name}}",
    '{{ first_name | default: "friend" }}',
    "{{ first_name | default: ‘friend’ }}",
    '{{first_name|default:"friend"}}',
    '{{ first_name | default: "my, friend | all" | capitalize }}',
    "{{ first_name | upcase }}",
    '{{- first_name | default: "x" -}}',
  ])("%s works", (body) => {
    expect([body, compileBody(body).problems]).toEqual([body, []]);
  });
});
