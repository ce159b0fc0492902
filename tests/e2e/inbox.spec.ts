import { expect } from "@playwright/test";
import { runningEmbedded, startEmbedded } from "@/lib/db/embedded";
import { keptSecrets } from "@/lib/db/secrets";
import { showPhone } from "@/lib/numbers/phone";
import { Program, until } from "../program";
import { test } from "./hydration";
import { composer, nothingToComplainAbout, phones, picture, program, signedInAs, someFan, thread } from "./story";

const leader = signedInAs("Omar Bell");

/** A fan's text that is known to have arrived: the first answer to it has left. */
async function texted(words: string, fan = someFan()): Promise<string> {
  await phones().text(fan, leader.number, words);
  await until(`${words} to be answered`, async () => (await phones().accepted(fan)).length > 0);
  return fan;
}

test("a text appears in two windows at once, without a reload", async ({ page, context }) => {
  const second = await context.newPage();
  await page.goto(`${program().url}/inbox`);
  await second.goto(`${program().url}/inbox`);
  await texted("Is this thing on?");
  await expect(page.getByText("Is this thing on?").first()).toBeVisible();
  await expect(second.getByText("Is this thing on?").first()).toBeVisible();
});

test("a text that comes between the making of the page and the first word of the live line is not missed", async ({
  page,
}) => {
  await page.route("**/live", async (route) => {
    await texted("Through the gap");
    await route.continue();
  });
  await page.goto(`${program().url}/inbox`);
  await expect(page.getByText("Through the gap").first()).toBeVisible();
});

test("a second process on the same database shows a text without a reload too", async ({ page }) => {
  const { dataDir } = program();
  const second = await Program.start({
    env: {
      ROLES: "web",
      DATABASE_URL: runningEmbedded(dataDir) ?? "",
      NEXTAUTH_SECRET: keptSecrets(dataDir).nextauthSecret,
    },
  });
  try {
    await page.goto(`${second.url}/inbox`);
    await texted("Does the other one hear me?");
    await expect(page.getByText("Does the other one hear me?").first()).toBeVisible();
  } finally {
    await second.remove();
  }
});

test("the keyboard walks the list, writes, marks as answered and explains itself", async ({ page }) => {
  await texted("First of two");
  await texted("Second of two");
  await page.goto(`${program().url}/inbox`);
  await expect(page.getByText("Second of two").first()).toBeVisible();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  await nothingToComplainAbout(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("j");
  await page.waitForURL(/\/inbox\/\d+/);
  const first = page.url();
  await page.keyboard.press("j");
  await expect.poll(() => page.url()).not.toBe(first);
  await page.keyboard.press("k");
  await page.keyboard.press("r");
  await expect(composer(page)).toBeFocused();
  await page.keyboard.type("jk?e are letters here");
  await expect(composer(page)).toHaveValue("jk?e are letters here");
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await expect(page.getByText(/marked done/i).first()).toBeVisible();
});

test("whichever way one walks, the document has a title at every moment, and it is the right one in the end", async ({
  page,
}) => {
  const fan = await texted("What is this called?");
  await texted("And this?");
  await page.goto(`${program().url}/inbox`);
  await expect(page).toHaveTitle("Inbox · Tenfour");
  await page.evaluate(() => {
    const nameless: string[] = [];
    Object.assign(window, { nameless });
    const look = () => {
      if (document.title === "") nameless.push(location.pathname);
      setTimeout(look);
    };
    look();
  });
  await page.keyboard.press("j");
  await page.waitForURL(/\/inbox\/\d+/);
  await page.keyboard.press("j");
  await expect(page).toHaveTitle(`${showPhone(fan)} · Tenfour`);
  for (const screen of ["Members", "Segments", "Broadcasts", "Settings", "Inbox"]) {
    await page.getByRole("link", { name: screen, exact: true }).first().click();
    await expect(page).toHaveTitle(`${screen} · Tenfour`);
  }
  expect(await page.evaluate(() => (window as unknown as { nameless: string[] }).nameless)).toEqual([]);
});

test("an emoji that doubles the parts is warned about", async ({ page }) => {
  await texted("How long may it be?");
  await page.goto(`${program().url}/inbox`);
  await page.getByText("How long may it be?").first().click();
  await composer(page).fill("a".repeat(100));
  await expect(
    thread(page)
      .getByText(/1 part/)
      .first(),
  ).toBeVisible();
  await composer(page).fill(`${"a".repeat(100)} 🎉`);
  await expect(
    thread(page)
      .getByText(/2 parts/)
      .first(),
  ).toBeVisible();
});

test("after STOP nothing can be written, and the screen says why", async ({ page }) => {
  const fan = await texted("One last thing before I go");
  await phones().text(fan, leader.number, "STOP");
  await phones().read(fan, /unsubscribed/i);
  await page.goto(`${program().url}/inbox`);
  await page.getByText("STOP", { exact: true }).first().click();
  await expect(page.getByText(/opted out/i).first()).toBeVisible();
  await expect(composer(page).and(page.locator(":enabled"))).toHaveCount(0);
  await nothingToComplainAbout(page);
  await picture(page, "inbox-opted-out");
});

test("a text from abroad is kept in the quiet list and not answered", async ({ page }) => {
  const fan = `+49151${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;
  await phones().text(fan, leader.number, "Hallo aus Berlin");
  await texted("Somebody from here");
  await page.goto(`${program().url}/inbox`);
  await expect(page.getByText("Somebody from here").first()).toBeVisible();
  await expect(page.getByText("Hallo aus Berlin")).toHaveCount(0);
  await page.getByRole("radio", { name: "Abroad" }).click();
  await expect(page.getByText("Hallo aus Berlin").first()).toBeVisible();
  expect(await phones().accepted(fan)).toEqual([]);
});

test("the database away is said in a sentence, and all is well by itself once it is back", async ({ page }) => {
  await texted("Before the lights went out");
  await page.goto(`${program().url}/inbox`);
  await page.getByText("Before the lights went out").first().click();
  await composer(page).fill("Half a thought");
  const { dataDir } = program();
  const port = Number(new URL(runningEmbedded(dataDir) ?? "").port);
  await (await startEmbedded(dataDir)).stop();
  try {
    await expect(page.getByText(/database is away/i).first()).toBeVisible();
  } finally {
    await startEmbedded(dataDir, { port });
  }
  await expect(page.getByText(/database is away/i)).toHaveCount(0);
  await expect(composer(page)).toHaveValue("Half a thought");
  await composer(page).press("Enter");
  await expect(thread(page).getByText("Half a thought").last()).toBeVisible();
  await texted("And after it");
  await expect(page.getByText("And after it").first()).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 375, height: 667 } });
  test("list and thread each fill the screen, and nothing runs off the side", async ({ page }) => {
    await texted("From one phone to another");
    await page.goto(`${program().url}/inbox`);
    await nothingToComplainAbout(page);
    await page.getByText("From one phone to another").first().click();
    await expect(composer(page)).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    await nothingToComplainAbout(page);
    await picture(page, "inbox-phone");
  });
});

test.describe("in the dark", () => {
  test.use({ colorScheme: "dark" });
  test("everything can be read", async ({ page }) => {
    await texted("Lights out");
    await page.goto(`${program().url}/inbox`);
    await page.getByText("Lights out").first().click();
    await expect(composer(page)).toBeVisible();
    await nothingToComplainAbout(page);
    await picture(page, "inbox-dark");
  });
});
