import { expect, type Page } from "@playwright/test";
import { signedUp } from "./audience";
import { newDraft, reaches, sendIt, tap, truth, writeDraft } from "./broadcast";
import { test } from "./hydration";
import { nothingToComplainAbout, phones, program, signedInAs } from "./story";

// One tale: a later story writes to those who did something with what an earlier one sent.
test.describe.configure({ mode: "serial" });

const leader = signedInAs("Ada Crowd");
let fans: string[];
test.beforeAll(async () => {
  fans = await signedUp(leader, ["Ana", "Bo", "Cy", "Dee", "Eli", "Flo", "Gus", "Hal", "Ida", "Jo"], 50);
});

const who = (page: Page) => page.getByRole("region", { name: "Who should get this?" });

/** Chooses one of the slices of the broadcast that was sent. */
async function choose(page: Page, button: "Only some of them" | "Add others" | "Leave out", slice: string) {
  await page.getByRole("button", { name: button }).click();
  const sheet = page.getByRole("dialog", { name: "Choose who" });
  await sheet.getByRole("radio", { name: slice, exact: true }).click();
  await sheet.getByRole("button", { name: /^Who comes/ }).click();
  await expect(sheet).toHaveCount(0);
}

test("the team has it on its own phones first, as one of the audience reads it", async ({ page }) => {
  await newDraft(page);
  await writeDraft(page, 'Who comes, {{ first_name | default: "friend" }}? https://doors.example/in', 10);
  await page.getByRole("button", { name: "Text it to myself first" }).click();
  await expect(page.getByText("On its way to your own phone.")).toBeVisible();
  const [, name, link] = await phones().read(leader.mobile, /^Who comes, (\w+)\? (https?:\/\/\S+\/go\/\w+)/);
  expect(["Ana", "Bo", "Cy", "Dee", "Eli", "Flo", "Gus", "Hal", "Ida", "Jo"]).toContain(name);
  // A tap of the leader's own is nobody's.
  await tap(page, link as string);
  await sendIt(page, 10);
  await expect(page.getByText("10 of 10 people")).toBeVisible({ timeout: 40_000 });

  // Two answer; one of them and a third one tap.
  const [ana, bo, cy] = fans as [string, string, string];
  await phones().text(ana, leader.number, "Me!");
  await phones().text(bo, leader.number, "And me");
  for (const fan of [bo, cy]) {
    const [address] = await phones().read(fan, /https?:\/\/\S+\/go\/\w+/);
    await tap(page, address);
  }
  await expect(figure(page, "Answered")).toHaveText(/^2/);
  await expect(figure(page, "Tapped the link")).toHaveText(/^2/);
});

test("those who answered, did not, tapped and did not, each and without each other, are counted as they are", async ({
  page,
}) => {
  await newDraft(page);
  await page.getByRole("switch", { name: /Ignore my frequency limit/ }).click();
  await writeDraft(page, "Thank you", 10);
  const take = (part: string) => who(page).getByRole("button", { name: `Take out who ${part}` });
  for (const [slice, words, people] of [
    ["Answered", "answered", 2],
    ["No answer", "did not answer", 8],
    ["Tapped", "tapped a link in", 2],
    ["No tap", "did not tap a link in", 8],
  ] as const) {
    await choose(page, "Only some of them", slice);
    await expect(who(page)).toContainText(`who ${words} “Who comes`);
    await expect(truth(page)).toHaveText(reaches(people));
    await take(words).click();
    await expect(truth(page)).toHaveText(reaches(10));
  }
  // Ana answered and did not tap.
  await choose(page, "Only some of them", "Answered");
  await choose(page, "Leave out", "Tapped");
  await expect(truth(page)).toHaveText(reaches(1));
  await nothingToComplainAbout(page);
  // Cy tapped and did not answer: with those who answered they are three.
  await take("tapped a link in").click();
  await choose(page, "Add others", "Tapped");
  await expect(truth(page)).toHaveText(reaches(3));
});

test("a slice of the report becomes a segment, and the next text goes to all but them", async ({ page }) => {
  await page.goto(`${program().url}/broadcasts`);
  await page.getByRole("link", { name: /^Who comes/ }).click();
  await page
    .getByRole("radiogroup", { name: "Who", exact: true })
    .getByRole("radio", { name: "Tapped", exact: true })
    .click();
  await page.getByRole("button", { name: "Keep as a segment" }).click();
  await page.getByLabel("Name").fill("Curious ones");
  await page.getByRole("button", { name: "Keep it" }).click();
  await expect(page.getByText("“Curious ones” is a segment now.")).toBeVisible();

  await page.getByRole("button", { name: "Use again" }).click();
  await page.getByRole("menuitem", { name: "Copy as a new draft" }).click();
  await expect(page.getByRole("textbox", { name: "Your text" })).toHaveValue(/^Who comes,/);
  await page.getByRole("switch", { name: /Ignore my frequency limit/ }).click();
  await expect(truth(page)).toHaveText(reaches(10));
  // By keyboard alone.
  await page.getByRole("button", { name: "Leave out" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Curious ones", exact: true })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("button", { name: /^Who comes/ })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(who(page)).toContainText("Everyonebut notCurious ones");
  await expect(page.getByRole("button", { name: "Leave out" })).toBeFocused();
  await expect(truth(page)).toHaveText(reaches(8));
});

test("the list and the report are walked by the keyboard, down to an answer in the inbox", async ({ page }) => {
  await page.goto(`${program().url}/broadcasts`);
  // A page that has just come takes a moment to hear keys.
  await expect(async () => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toContainText("Next and previous broadcast", { timeout: 1_000 });
  }).toPass();
  await page.keyboard.press("Escape");
  // The drafts come first, then what was sent.
  for (let step = 0; step < 3; step++) await page.keyboard.press("j");
  const row = page.getByRole("region", { name: "Sent" }).getByRole("link", { name: /^Who comes/ });
  await expect(row).toBeFocused();
  await page.keyboard.press("k");
  await expect(row).not.toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "How did it go?" })).toBeVisible();
  await expect(page.getByText("And me")).toBeVisible();
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: /And me/ })).toBeFocused();
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: /Me!/ })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/broadcasts$/);
});

const figure = (page: Page, name: string) => page.locator("dl > div").filter({ hasText: name }).locator("dd").first();
