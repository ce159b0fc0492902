import { expect, type Page, test } from "@playwright/test";
import { fanSignsUp, nothingToComplainAbout, picture, program, signedInAs } from "./story";

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
