import { expect, type Locator, type Page } from "@playwright/test";
import { test } from "./hydration";
import { nothingToComplainAbout, program, signedInAs, signIn, someLeader } from "./story";

/** Goes on by Tab until the focus stands on what is meant; a mouse is never touched. */
async function tabTo(page: Page, aim: Locator): Promise<void> {
  await aim.waitFor();
  for (let step = 0; step < 80; step++) {
    if (await aim.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("Tab does not lead there.");
}

for (const [where, name, viewport] of [
  ["at a desk", "Keys Alone", { width: 1280, height: 800 }],
  ["on a phone", "Keys Phone", { width: 375, height: 720 }],
] as const)
  test.describe(where, () => {
    // Each buys a number, and a leader may have two.
    const leader = signedInAs(name);
    test.use({ viewport, colorScheme: where === "at a desk" ? "light" : "dark" });

    test("by keyboard alone a number is bought, its rate is set, and it is not given back", async ({ page }) => {
      await page.goto(`${program().url}/settings/numbers`);
      const offers = page.getByRole("list", { name: "Numbers for sale" }).getByRole("listitem");
      const buy = offers.getByRole("button", { name: /^Buy/ });
      await buy.first().waitFor();
      await tabTo(page, page.getByLabel("Area code, digits, or a word"));
      await page.keyboard.type("312");
      // Until the search is answered, the list is still the one before it.
      await expect(offers.filter({ hasNotText: "(312)" })).toHaveCount(0);
      await expect(offers.first()).toContainText("(312)");
      const bought = ((await buy.nth(1).getAttribute("aria-label")) as string).replace("Buy ", "");
      const chosen = page.getByRole("button", { name: `Buy ${bought}`, exact: true });

      await tabTo(page, chosen);
      await page.keyboard.press("Enter");
      await expect(page.getByRole("dialog")).toContainText(`Buy ${bought}`);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toBeHidden();
      await expect(chosen).toBeFocused();
      await page.keyboard.press("Enter");
      await tabTo(page, page.getByRole("button", { name: /Buy for \$1\.00/ }));
      await page.keyboard.press("Enter");
      await expect(page.getByText(`${bought} is ${name}’s now.`)).toBeVisible();

      await page.goto(`${program().url}/settings/numbers`);
      const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: bought }) });
      await tabTo(page, card.locator("summary"));
      await page.keyboard.press("Enter");
      await tabTo(page, card.getByLabel("Parts per day"));
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type("750");
      await page.keyboard.press("Enter");
      await expect(page.getByText("Saved.")).toBeVisible();
      await tabTo(page, card.getByRole("button", { name: "Release number" }));
      await page.keyboard.press("Enter");
      await expect(page.getByRole("dialog")).toContainText("You might not get it back.");
      await page.keyboard.press("Escape");
      await expect(card.getByRole("button", { name: "Release number" })).toBeFocused();
      await page.reload();
      await card.locator("summary").press("Enter");
      await expect(card.getByLabel("Parts per day")).toHaveValue("750");
      await nothingToComplainAbout(page);
    });

    test("by keyboard alone the greeting is written, and callers may leave nothing", async ({ page }) => {
      await page.goto(`${program().url}/settings/calls`);
      await page.getByRole("switch", { name: /may leave a message/ }).waitFor();
      await tabTo(page, page.getByLabel("What is said"));
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type(`You have reached ${leader.name}, ${where}.`);
      await tabTo(page, page.getByRole("switch", { name: /may leave a message/ }));
      await page.keyboard.press("Space");
      await tabTo(page, page.getByRole("button", { name: "Save", exact: true }));
      await page.keyboard.press("Enter");
      await expect(page.getByText(/saved\. the next caller/i)).toBeVisible();
      await page.reload();
      await expect(page.getByLabel("What is said")).toHaveValue(`You have reached ${leader.name}, ${where}.`);
    });
  });

test("a carrier and its health are not shown to whom they do not belong", async ({ browser }) => {
  // Whoever came first runs this Tenfour; a guest came later.
  const page = await (await browser.newContext()).newPage();
  await signIn(page, (await someLeader("Only Guest")).mobile);
  await page.goto(`${program().url}/settings`);
  const sections = page.getByRole("navigation", { name: "Settings" });
  await expect(sections.getByRole("link", { name: "Numbers" })).toBeVisible();
  for (const name of ["Carrier", "Health"]) await expect(sections.getByRole("link", { name })).toHaveCount(0);
  await page.goto(`${program().url}/settings/carrier`);
  await expect(page.getByText("The owner who runs it can see and change it.")).toBeVisible();
  await expect(page.getByLabel("API key")).toHaveCount(0);
  await page.context().close();
});
