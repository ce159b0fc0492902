import { expect } from "@playwright/test";
import { signedUp } from "./audience";
import { body, newDraft, saved, sendIt, tap, truth } from "./broadcast";
import { test } from "./hydration";
import { nothingToComplainAbout, phones, picture, program, signedInAs, signIn, someFan, someLeader } from "./story";

// One tale: a later story looks at what an earlier one sent.
test.describe.configure({ mode: "serial" });

const leader = signedInAs("Nadia Hope");
let fans: string[];
test.beforeAll(async () => {
  const others = Array.from({ length: 37 }, (_, at) => `Fan ${at}`);
  fans = await signedUp(leader, ["Al", "Ana", "Maximiliana", ...others], 4);
});

test("the first visit teaches; a draft says whom it reaches and what it costs before it leaves", async ({ page }) => {
  await page.goto(`${program().url}/broadcasts`);
  await expect(page.getByText("One text, to everyone or to a few of them")).toBeVisible();
  await nothingToComplainAbout(page);
  await newDraft(page);
  await body(page).fill('Hi {{ first_name | default: "friend" }}, doors at 8!');
  await expect(truth(page)).toHaveText(/40 people · 1 part each · \$0\.32 · under a minute/);
  await expect(page.getByLabel("Preview")).toContainText("Hi Fan");
  await page.getByRole("radio", { name: "Longest" }).click();
  await expect(page.getByLabel("Preview")).toContainText("Hi Maximiliana, doors at 8!");
  await saved(page);
  await nothingToComplainAbout(page);
  await picture(page, "broadcast-composer");
  await page.reload();
  await expect(body(page)).toHaveValue(/doors at 8/);
});

test("is scheduled, taken back, sent, paused, resumed, and read", async ({ page }) => {
  await newDraft(page);
  await body(page).fill("Tickets are out: https://tickets.example/tour");
  await page.getByRole("radio", { name: "At a set time" }).click();
  await saved(page);
  await sendIt(page, 40, " (today|tomorrow) at");
  await expect(page.getByRole("heading", { name: /^Leaves/ })).toBeVisible();
  await nothingToComplainAbout(page);
  await page.getByRole("button", { name: "Back to the draft" }).click();
  await page.getByRole("radio", { name: "Now" }).click();
  await saved(page);
  await sendIt(page, 40);
  // From the foot of the composer to the top of the report.
  await expect(page.getByRole("heading", { name: "How is it going?" })).toBeInViewport();
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("You paused this.")).toBeVisible();
  await nothingToComplainAbout(page);
  await picture(page, "broadcast-paused");
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(page.getByRole("heading", { name: "How did it go?" })).toBeVisible({ timeout: 40_000 });
  await expect(page.getByText("40 of 40 people")).toBeVisible();

  const [ana] = fans as [string];
  const [link] = await phones().read(ana, /https?:\/\/\S+\/go\/\w+/);
  const tapped = await tap(page, link);
  expect(tapped.status()).toBe(302);
  expect(tapped.headers().location).toBe("https://tickets.example/tour");
  await phones().text(ana, leader.number, "See you there!");
  await expect(page.getByText("See you there!")).toBeVisible();
  await expect(page.getByText("1 person · 2.5%")).toBeVisible();
  await expect(page.locator("dl")).toContainText("$0.32");
  await nothingToComplainAbout(page);
  await picture(page, "broadcast-report");
  for (const fan of fans) expect(await heard(fan, /Tickets are out/)).toBe(1);
});

test("401 characters and a broadcast to nobody are refused in words", async ({ page }) => {
  await newDraft(page);
  await body(page).fill("x".repeat(401));
  await expect(page.getByText(/1 character too many/)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Text / }).first()).toBeDisabled();
  await nothingToComplainAbout(page);
  await body(page).fill("Hello?");
  await page.getByRole("button", { name: "Leave out" }).click();
  await page.getByRole("radio", { name: "No answer" }).click();
  await page.getByRole("button", { name: /^Tickets are out/ }).click();
  await page.getByRole("button", { name: "Leave out" }).click();
  await page.getByRole("radio", { name: "Answered", exact: true }).click();
  await page.getByRole("button", { name: /^Tickets are out/ }).click();
  await expect(page.getByText(/Nobody would get this/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Text 0 people" })).toBeDisabled();
});

test("a double click, the back button and a second window send it once", async ({ page, context }) => {
  await newDraft(page);
  await page.getByRole("switch", { name: /Ignore my frequency limit/ }).click();
  await body(page).fill("Only once, please");
  await saved(page);
  await expect(truth(page)).toHaveText(/40 people/);
  const second = await context.newPage();
  await second.goto(page.url());
  await expect(truth(second)).toHaveText(/40 people/);
  for (const window of [page, second]) await window.getByRole("button", { name: "Text 40 people" }).click();
  await Promise.all([
    page
      .getByRole("dialog")
      .getByRole("button", { name: /^Yes/ })
      .dblclick()
      .catch(() => {}),
    second.getByRole("dialog").getByRole("button", { name: /^Yes/ }).click(),
  ]);
  for (const window of [page, second])
    await expect(window.getByRole("heading", { name: /How (is it going|did it go)/ })).toBeVisible();
  const address = page.url();
  await page.goto(`${program().url}/broadcasts`);
  await page.goBack();
  await expect(page.getByRole("heading", { name: /How (is it going|did it go)/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Text / })).toHaveCount(0);
  await page.goto(address);
  await expect(page.getByText("40 of 40 people")).toBeVisible({ timeout: 40_000 });
  for (const fan of fans) expect(await heard(fan, /Only once/)).toBe(1);
});

test("two who write the same draft see each other's words, and choose where both wrote", async ({ page, context }) => {
  await newDraft(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await body(page).fill("Doors at seven");
  await expect(body(other)).toHaveValue("Doors at seven");
  // Typed on without a pause: one's own saves are nobody's conflict.
  await body(page).pressSequentially(", the show at eight, and afterwards we all go dancing", { delay: 60 });
  await expect(body(other)).toHaveValue(/dancing$/);
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await saved(page);

  // One window's line to the server breaks while both write.
  await page.route("**/broadcasts/*", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await body(page).fill("Mine: doors at six");
  await body(other).fill("Theirs: doors at nine");
  const torn = page.getByRole("alertdialog");
  await expect(torn).toContainText("Mine: doors at six");
  await expect(torn).toContainText("Theirs: doors at nine");
  await page.unroute("**/broadcasts/*");
  await nothingToComplainAbout(page);
  await torn.getByRole("button", { name: "Keep mine" }).click();
  await expect(body(other)).toHaveValue("Mine: doors at six");
  await expect(torn).toHaveCount(0);
});

test("another leader's broadcast is not there, whatever its address", async ({ page, browser }) => {
  await page.goto(`${program().url}/broadcasts`);
  const href = await page.getByRole("link", { name: /Tickets are out/ }).getAttribute("href");
  const stranger = await someLeader("Otto Other");
  const context = await browser.newContext();
  const theirs = await context.newPage();
  await signIn(theirs, stranger.mobile);
  const answer = await theirs.goto(`${program().url}${href}`);
  expect(answer?.status()).toBe(404);
  for (const door of ["draft", "progress", "results", "people?slice=answered"]) {
    const got = await theirs.request.get(`${program().url}${href}/${door}`);
    expect(await got.text()).not.toContain("Tickets are out");
    expect([404, 200]).toContain(got.status());
  }
  await context.close();
});

test("from the report to the answers in the inbox, and to a segment of those who answered in an hour", async ({
  page,
}) => {
  // Somebody who was never sent it.
  await phones().text(someFan(), leader.number, "Who is this?");
  await page.goto(`${program().url}/broadcasts`);
  await page.getByRole("link", { name: /Tickets are out/ }).click();
  await page.getByText("As a table").click();
  await page
    .getByRole("button", { name: /^People of / })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Keep those who answered as a segment" }).click();
  await page.getByLabel("Name").fill("Quick to answer");
  await page.getByRole("button", { name: "Keep it" }).click();
  await page.getByRole("button", { name: "Show it" }).click();
  await expect(page).toHaveURL(/\/segments\/\d+/);
  await page.goBack();
  await page.getByRole("link", { name: "Answers in the inbox" }).click();
  await expect(page.getByText("Answers to “Tickets are out")).toBeVisible();
  const list = page.getByRole("region", { name: "Conversations" });
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await expect(list).toContainText("See you there!");
  await nothingToComplainAbout(page);
  await picture(page, "broadcast-answers");
  await list.getByRole("listitem").getByRole("link").click();
  await expect(page).toHaveURL(/\/inbox\/\d+\?broadcast=\d+/);
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await page.getByRole("link", { name: "Show everybody again" }).click();
  await expect(list).toContainText("Who is this?");
});

test("how often and at which hours is a page of the settings, and the limit holds at once", async ({ page }) => {
  await page.goto(`${program().url}/settings/broadcasts`);
  await expect(page.getByRole("row", { name: /Texas/ })).toContainText("12:00 to 20:00");
  const perDay = page.getByLabel("In a day, at most");
  await expect(perDay).toHaveValue("1");
  await perDay.fill("none");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/from 1 to 24/)).toBeVisible();
  await nothingToComplainAbout(page);
  await perDay.fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/^Saved\./)).toBeVisible();
  await newDraft(page);
  await body(page).fill("Once more");
  await expect(truth(page)).toHaveText(/40 people/);
  await page.goto(`${program().url}/settings/broadcasts`);
  await perDay.fill("1");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/^Saved\./)).toBeVisible();
  await newDraft(page);
  await body(page).fill("Once more");
  await expect(truth(page)).not.toHaveText(/40 people/);
});

test.describe("on a phone in the dark", () => {
  test.use({ viewport: { width: 375, height: 812 }, colorScheme: "dark" });
  test("list, composer and report", async ({ page }) => {
    // The document never grows: what scrolls is the content within it.
    const fits = async () =>
      expect(await page.locator("#content").evaluate((content) => content.scrollWidth)).toBeLessThanOrEqual(375);
    await page.goto(`${program().url}/broadcasts`);
    await expect(page.getByRole("link", { name: /Tickets are out/ })).toBeVisible();
    await expect(page.getByRole("button", { name: "New broadcast" })).toBeInViewport();
    await fits();
    await nothingToComplainAbout(page);
    await newDraft(page);
    await body(page).fill("Good night, everybody");
    await saved(page);
    await fits();
    await nothingToComplainAbout(page);
    await picture(page, "broadcast-composer-phone");
    await page.goto(`${program().url}/broadcasts`);
    await page.getByRole("link", { name: /Tickets are out/ }).click();
    await expect(page.getByText("40 of 40 people")).toBeVisible();
    await fits();
    await nothingToComplainAbout(page);
    await picture(page, "broadcast-report-phone");
  });
});

/** How often the carrier accepted such a text for this phone. */
async function heard(fan: string, words: RegExp): Promise<number> {
  return (await phones().accepted(fan)).filter((one) => words.test(one.text)).length;
}
