import { expect, type Page } from "@playwright/test";
import { test } from "./hydration";
import { fanSignsUp, inDatabase, nothingToComplainAbout, picture, program, signedInAs } from "./story";

const leader = signedInAs("Mara Voss");

const add = async (page: Page, button: string, kind: string) => {
  await page.getByRole("button", { name: button }).click();
  await page.getByRole("menuitem", { name: kind, exact: true }).click();
};
const size = (page: Page) => page.getByRole("complementary", { name: "Size" }).getByRole("status");

test("a segment of three conditions is built, saved, and grows when a fan signs up", async ({ page }) => {
  await page.goto(`${program().url}/inbox`);
  await page.getByRole("link", { name: "Segments" }).first().click();
  await expect(page.getByRole("heading", { name: "Talk to some of them" })).toBeVisible();
  await nothingToComplainAbout(page);

  await page.getByRole("link", { name: "New segment" }).click();
  await add(page, "Add a condition", "Age");
  await add(page, "and …", "State or province");
  await page.getByRole("combobox", { name: "States and provinces" }).fill("illin");
  await expect(page.getByRole("option", { name: "Illinois" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main").getByRole("alert")).toHaveCount(0);
  await add(page, "and …", "Texted in the last days");
  await expect(page.getByTestId("sentence")).toHaveText(
    "Those aged 18 or more, in Illinois and who texted in the last 30 days",
  );
  await expect(size(page)).toContainText("Nobody is in it now");
  await nothingToComplainAbout(page);

  // The address has it all: a reload loses nothing.
  await page.reload();
  await expect(page.getByTestId("sentence")).toContainText("in Illinois");
  await page.getByLabel("Name").fill("Grown-ups in Illinois");
  await page.getByRole("button", { name: "Save segment" }).click();
  await page.waitForURL(/\/segments\/\d+$/);
  await expect(page.getByRole("button", { name: "Saved" })).toBeVisible();

  await fanSignsUp(leader, "Count me in");
  await expect(size(page)).toContainText("1 of 1 can be texted");
  await expect(size(page)).toHaveAttribute("data-exact", "true");
  await expect(page.getByRole("region", { name: "Some of them" }).getByText("Ana M.")).toBeVisible();
  await nothingToComplainAbout(page);
  await picture(page, "segment");

  // "Everyone except" leaves her out again.
  await add(page, "except …", "City");
  await page.getByRole("combobox", { name: "Cities" }).fill("chicago");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("sentence")).toContainText("except those in chicago");
  await expect(size(page)).toContainText("Nobody is in it now");

  await page.getByRole("link", { name: "All segments" }).click();
  const row = page.getByRole("main").getByRole("listitem").filter({ hasText: "Grown-ups in Illinois" });
  await expect(row).toContainText("1 member");
  await nothingToComplainAbout(page);
});

test("a saved segment is copied, deleted and brought back, by keyboard as well", async ({ page }) => {
  await page.goto(`${program().url}/segments`);
  const rows = page.getByRole("main").locator("a[data-segment]");
  await expect(rows).toHaveCount(1);
  const menu = page.getByRole("button", { name: /what to do with/i });
  await menu.click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await expect(rows).toHaveCount(2);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(rows.nth(1)).toBeFocused();
  await menu.nth(1).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(rows).toHaveCount(1);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows).toHaveCount(2);
  await page.setViewportSize({ width: 375, height: 740 });
  await nothingToComplainAbout(page);
  await rows.first().click();
  await page.waitForURL(/\/segments\/\d+$/);
  await nothingToComplainAbout(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
});

test("a saved segment shows how it grew, as a picture and as a table", async ({ page }) => {
  await page.goto(`${program().url}/segments`);
  await page.getByRole("main").locator("a[data-segment]").first().click();
  await page.waitForURL(/\/segments\/\d+$/);
  const history = page.getByRole("region", { name: "Its size by day" });
  await expect(page.getByRole("button", { name: "Saved" })).toBeVisible();
  await expect(history).toBeHidden();
  await inDatabase((client) =>
    client.query(
      `INSERT INTO segment_sizes (leader_id, segment_id, day, members, reachable)
       SELECT leader_id, id, current_date - back, 12480 - 100 * back, 12000 - 100 * back
       FROM segments, generate_series(2, 60) back WHERE id = $1`,
      [Number(page.url().split("/").pop())],
    ),
  );
  await page.reload();
  await expect(history.getByText(/−6,4\d\d since [A-Z][a-z]{2} \d+/)).toBeVisible();
  await history.locator(".recharts-wrapper").hover();
  await expect(history.getByText(/Can be texted : \d/)).toBeVisible();
  await history.getByText("As a table").click();
  await expect(history.getByRole("row")).toHaveCount(61);
  await expect(history.getByRole("row").last()).not.toContainText("12,280");
  await nothingToComplainAbout(page);
});

test("an address whose conditions cannot be read says so, until one is added", async ({ page }) => {
  await page.goto(`${program().url}/segments/new?tree=%7B%22is%22%3A%22nonsense%22%7D`);
  const said = page.getByText(/conditions in this address cannot be read/);
  await expect(said).toBeVisible();
  await add(page, "Add a condition", "Age");
  await expect(said).toBeHidden();
});

const address = (tree: object) => `${program().url}/segments/new?tree=${encodeURIComponent(JSON.stringify(tree))}`;
const adult = { is: "age", from: 18, to: null };

test("a segment is built by keyboard alone, and the focus is never lost", async ({ page }) => {
  await page.goto(`${program().url}/segments/new`);
  const choose = async (button: string, keys: string, kind: string) => {
    await page.getByRole("button", { name: button }).last().press("Enter");
    await expect(page.getByRole("menuitem").first()).toBeFocused();
    if (keys === "End") await page.keyboard.press(keys);
    else await page.keyboard.type(keys);
    await expect(page.getByRole("menuitem", { name: kind, exact: true })).toBeFocused();
    await page.keyboard.press("Enter");
  };
  await choose("Add a condition", "age", "Age");
  await expect(page.getByLabel("Youngest age")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("21");
  await choose("and …", "End", "A group of conditions");
  const inGroup = page.getByRole("button", { name: "Add a condition" });
  await expect(inGroup).toBeFocused();
  await choose("Add a condition", "city", "City");
  await expect(page.getByRole("combobox", { name: "Cities" })).toBeFocused();
  await page.keyboard.type("Gary,Chicago,");
  await choose("or …", "state", "State or province");
  await expect(page.getByRole("combobox", { name: "States and provinces" })).toBeFocused();
  await page.keyboard.type("illin");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("sentence")).toHaveText(
    "Those aged 21 or more and (in Gary or Chicago or in Illinois)",
  );
  await page.getByLabel("Of this group").press("ArrowDown");
  await expect(page.getByTestId("sentence")).toContainText("except those (in Gary or Chicago or in Illinois)");

  await page.getByRole("button", { name: "Take this group out" }).press("Enter");
  await expect(page.getByRole("button", { name: "and …" })).toBeFocused();
  await page.getByRole("button", { name: "Take this condition out" }).press("Enter");
  await expect(page.getByRole("button", { name: "Add a condition" })).toBeFocused();
  await expect(page.getByTestId("sentence")).toHaveText("Everyone");
});

test("what is too deep or too large is shown, and says so", async ({ page }) => {
  let deep: object = adult;
  for (let at = 0; at < 8; at++) deep = at % 2 ? { or: [deep, { is: "starred" }] } : { and: [deep, { is: "starred" }] };
  const wide = { or: Array.from({ length: 104 }, () => ({ is: "starred" })) };
  for (const [tree, words] of [
    [deep, "Groups may stand 6 deep at most; these stand 8 deep."],
    [wide, "A segment may have 100 conditions at most; this one has 104."],
  ] as const) {
    await page.goto(address(tree));
    await expect(page.getByTestId("sentence")).toContainText("with a star");
    await expect(page.getByRole("complementary", { name: "Size" }).getByText(words)).toBeVisible();
    await page.getByLabel("Name").fill("Too much");
    await expect(page.getByRole("button", { name: "Save segment" })).toBeDisabled();
  }
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 375, height: 740 }, colorScheme: "dark" });
  test("groups in groups keep room for what is filled in", async ({ page }) => {
    const inner = { and: [adult, { is: "joined", from: "2026-01-01", to: null }, { not: { is: "starred" } }] };
    const place = { is: "near", place: "Chicago, Illinois", latitude: 41.88, longitude: -87.62, miles: 25 };
    const left = { or: [{ is: "area_code", any: ["416"] }, place] };
    await page.goto(address({ and: [{ or: [{ is: "city", any: ["Chicago"] }, inner] }, { not: left }] }));
    await expect(page.getByTestId("sentence")).toHaveText(
      "Those (in Chicago or (aged 18 or more, who joined since Jan 1, 2026 and without a star)) except those (with area code 416 or within 25 miles of Chicago, Illinois)",
    );
    await nothingToComplainAbout(page);
    const widths = await page
      .getByRole("group", { name: "Conditions" })
      .locator("select, input[type=number], input[type=date]")
      .evaluateAll((all) =>
        all.map((one) => one.getBoundingClientRect()).map(({ width, right }) => ({ width, right })),
      );
    expect(widths.length).toBeGreaterThan(12);
    for (const { width, right } of widths) {
      expect(width).toBeGreaterThanOrEqual(60);
      expect(right).toBeLessThanOrEqual(375);
    }
  });
});
