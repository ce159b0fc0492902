import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { test } from "./hydration";
import { fanSignsUp, inDatabase, nothingToComplainAbout, picture, program, signedInAs } from "./story";

const leader = signedInAs("Mae Jensen");
const people = [
  ["Zachary", "Whitcombe", "60601"],
  ["Mariana", "Solberg", "M5V 3L9"],
  ["Tobias", "Quill", "98101"],
] as const;
test.beforeAll(async () => {
  for (const [firstName, lastName, place] of people)
    await fanSignsUp(leader, "The xylophone solo was great", { firstName, lastName, place });
});

const list = (page: Page) => page.getByRole("region", { name: "All members" });

async function selectAll(page: Page): Promise<void> {
  // Keys are heard once the page's script runs.
  await expect(async () => {
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await expect(page.getByRole("button", { name: "Select all 3" })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByRole("button", { name: "Select all 3" }).click();
}

test("a misspelt name finds a member, whose profile is corrected, tagged, noted upon and muted", async ({ page }) => {
  await page.goto(`${program().url}/members`);
  await expect(list(page).getByText("3 members")).toBeVisible();
  await nothingToComplainAbout(page);
  await picture(page, "members");
  await page.keyboard.press("/");
  await page.keyboard.type("zackary whitcomb");
  await expect(list(page).getByRole("listitem")).toHaveCount(1);
  await list(page).getByRole("link", { name: "Zachary Whitcombe" }).click();
  await page.waitForURL(/\/members\/\d+\?q=/);
  const profile = page.getByRole("article");
  await expect(profile.getByRole("img", { name: /Chicago, Illinois on a map/ })).toBeVisible();
  // Their number is from Toronto and they say Chicago: both are possible.
  await expect(profile.getByText(/Eastern or Central Time: .* there now/)).toBeVisible();
  await expect(profile.getByText("sign-up link", { exact: true })).toBeVisible();
  await expect(profile).not.toContainText("{{");
  await nothingToComplainAbout(page);
  await picture(page, "member");

  await profile.getByRole("button", { name: "Edit" }).click();
  await profile.getByLabel("E-mail").fill("zach@");
  await profile.getByLabel("Last name").fill("Whitcomb");
  await profile.getByRole("button", { name: "Save" }).click();
  await expect(profile.getByText(/no e-mail address/)).toBeVisible();
  await profile.getByLabel("E-mail").fill("zach@example.com");
  await profile.getByRole("button", { name: "Save" }).click();
  await expect(profile.getByRole("heading", { name: "Zachary Whitcomb", exact: true })).toBeVisible();
  await expect(profile.getByText("zach@example.com")).toBeVisible();

  await profile.getByLabel("New tag").fill("front row");
  await profile.getByRole("button", { name: "Add the tag" }).click();
  await expect(profile.getByRole("link", { name: "front row" })).toBeVisible();
  await profile.getByLabel("New note").fill("Brings cookies to every concert.");
  await profile.getByRole("button", { name: "Keep the note" }).click();
  await expect(profile.getByText(/Mae Jensen · /)).toBeVisible();
  await profile.getByRole("button", { name: "Mute" }).click();
  await expect(profile.getByRole("button", { name: "Muted" })).toHaveAttribute("aria-pressed", "true");
  await profile.getByRole("button", { name: "Block" }).click();
  await expect(profile.getByText(/nothing is sent to them/)).toBeVisible();
  await profile.getByRole("button", { name: "Blocked" }).click();
  await expect(profile.getByText(/nothing is sent to them/)).toBeHidden();
});

test("a deleted member is gone everywhere, and one click brings them back", async ({ page }) => {
  await page.goto(`${program().url}/members?q=solberg`);
  await list(page).getByRole("link", { name: "Mariana Solberg" }).click();
  const profile = page.getByRole("article");
  await expect(profile.getByText(/Ontario lies where the point is/)).toBeVisible();
  const address = page.url();
  await profile.getByRole("button", { name: "More about Mariana Solberg" }).click();
  const file = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export everything stored" }).click();
  expect((await file).suggestedFilename()).toMatch(/^member-\d+\.zip$/);
  await profile.getByRole("button", { name: "More about Mariana Solberg" }).click();
  await page.getByRole("menuitem", { name: "Delete Mariana Solberg" }).click();
  await expect(page.getByText(/Nobody found for/)).toBeVisible();
  expect((await page.request.get(address)).status()).toBe(404);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("article").getByRole("heading", { name: "Mariana Solberg" })).toBeVisible();
});

test("all that a search finds are tagged at once, and undone", async ({ page }) => {
  await page.goto(`${program().url}/members?q=xylophone`);
  await expect(list(page).getByText("3 of them")).toBeVisible();
  await selectAll(page);
  await nothingToComplainAbout(page);
  await page.getByLabel("Tag or list for those selected").fill("loud");
  await page.getByRole("button", { name: "Tag 3 members" }).click();
  await expect(page.getByText("3 members tagged with “loud”.")).toBeVisible();
  await expect(list(page).getByRole("listitem").filter({ hasText: "loud" })).toHaveCount(3);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(/as it was before/)).toBeVisible();
  await expect(list(page).getByRole("listitem").filter({ hasText: "loud" })).toHaveCount(0);
});

test("many are added to a list, which is a segment from then on", async ({ page }) => {
  await page.goto(`${program().url}/members?q=xylophone`);
  await selectAll(page);
  await page.getByLabel("Tag or list for those selected").fill("Street team");
  await page.getByRole("button", { name: "Add 3 members to the list" }).click();
  await expect(page.getByText("3 members tagged with “Street team”.")).toBeVisible();
  await page.goto(`${program().url}/segments`);
  await expect(page.getByRole("link", { name: "Street team" })).toBeVisible();
});

test("what is under way stands above the bar of those selected, at a desk and on a phone", async ({ page }) => {
  const stopped = (state: string) =>
    inDatabase((client) =>
      client.query(
        "UPDATE bulk_actions SET state = $1, reason = 'It stands still.' WHERE leader_id = (SELECT id FROM leaders WHERE handle = $2)",
        [state, leader.handle],
      ),
    );
  await stopped("failed");
  for (const size of [
    { width: 1280, height: 800 },
    { width: 375, height: 740 },
  ]) {
    await page.setViewportSize(size);
    await page.goto(`${program().url}/members?q=xylophone`);
    const cards = page.getByRole("region", { name: "What is under way" });
    await expect(cards.getByText("It stands still.").first()).toBeVisible();
    await selectAll(page);
    const bar = page.getByRole("form", { name: "Selected members" });
    await expect
      .poll(async () => {
        const [above, below] = [await cards.boundingBox(), await bar.boundingBox()];
        return above && below ? below.y - (above.y + above.height) : -1;
      })
      .toBeGreaterThanOrEqual(0);
  }
  await stopped("undone");
});

test("many are deleted after their number is said, and brought back", async ({ page }) => {
  await page.goto(`${program().url}/members?q=xylophone`);
  await selectAll(page);
  await page.getByRole("button", { name: "Delete 3 members" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete 3 members?" });
  await expect(dialog.getByText(/You can undo this for 24 hours/)).toBeVisible();
  await nothingToComplainAbout(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(
    list(page)
      .getByRole("listitem")
      .filter({ hasText: /\(416\)/ }),
  ).toHaveCount(3);
  await page.getByRole("button", { name: "Delete 3 members" }).press("Enter");
  const confirm = dialog.getByRole("button", { name: "Delete 3 members" });
  await dialog.getByLabel("Type 3 to confirm").fill("4");
  await expect(confirm).toBeDisabled();
  await dialog.getByLabel("Type 3 to confirm").fill("3");
  await confirm.press("Enter");
  await expect(page.getByText("3 members deleted. You can undo this for 24 hours.")).toBeVisible();
  await expect(page.getByText(/Nobody found for/)).toBeVisible();
  await page.reload();
  await page
    .getByText("1 thing can still be undone")
    .or(page.getByText(/things can still be undone/))
    .click();
  await page.getByRole("button", { name: "Bring them back" }).click();
  await expect(page.getByText(/they are all back/)).toBeVisible();
  await expect(
    list(page)
      .getByRole("listitem")
      .filter({ hasText: /\(416\)/ }),
  ).toHaveCount(3);
});

test("the palette leads from anywhere to a member and a screen", async ({ page }) => {
  await page.goto(`${program().url}/inbox`);
  await page.getByRole("button", { name: "Find anything" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("quill");
  await expect(page.getByRole("option", { name: /Tobias Quill/ })).toBeVisible();
  await nothingToComplainAbout(page);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/members\/\d+/);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("sett");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/settings/);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 375, height: 667 }, colorScheme: "dark" });
  test("the table and a profile fill the screen, and nothing runs off the side", async ({ page }) => {
    const narrow = async () =>
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    await page.goto(`${program().url}/members?sort=name`);
    await expect(list(page).getByRole("listitem")).toHaveCount(3);
    await narrow();
    await nothingToComplainAbout(page);
    await list(page).getByRole("link", { name: "Tobias Quill" }).click();
    await expect(
      page
        .getByRole("article")
        .getByText(/Seattle/)
        .first(),
    ).toBeVisible();
    await narrow();
    // What scrolls is the profile: nothing hidden in it makes the page around it longer.
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(667);
    await nothingToComplainAbout(page);
    await page.getByRole("link", { name: "Back to all members" }).click();
    await expect(list(page).getByRole("listitem")).toHaveCount(3);
  });
});

test("who scrolled deep stays there while the line is broken, and goes on from there", async ({ page, context }) => {
  const folder = mkdtempSync(join(tmpdir(), "tenfour-crowd-"));
  const file = join(folder, "crowd.csv");
  const crowd = Array.from({ length: 900 }, (_, at) => `Crowd,Member ${at},+1312${3_000_000 + at}`);
  writeFileSync(file, `First name,Last name,Phone\n${crowd.join("\n")}\n`);
  await program().tenfour("member", "import", file, "--leader", leader.handle, "--source", "The guest book", "--proof");
  rmSync(folder, { recursive: true });

  await page.goto(`${program().url}/members?q=crowd`);
  await expect(list(page).getByText("900 of them")).toBeVisible();
  const rows = list(page).getByRole("listitem");
  const place = async () => Number(await rows.last().getAttribute("aria-posinset"));
  const scroll = () =>
    list(page)
      .getByRole("list", { name: "Members" })
      .evaluate((all) => all.parentElement?.scrollBy(0, 3_000));
  await expect(async () => {
    await scroll();
    expect(await place()).toBeGreaterThan(300);
  }).toPass({ intervals: [100] });

  await context.setOffline(true);
  await expect(async () => {
    await scroll();
    await expect(list(page).getByText(/What you see and what you selected is kept/)).toBeVisible({ timeout: 500 });
  }).toPass({ intervals: [100] });
  const before = await place();
  await context.setOffline(false);
  await expect(list(page).getByText(/What you see and what you selected is kept/)).toBeHidden();
  await expect(list(page).getByText("900 of them")).toBeVisible();
  expect(await place()).toBeGreaterThanOrEqual(before);
  await expect(async () => {
    await scroll();
    expect(await place()).toBe(900);
  }).toPass({ intervals: [100] });
});
