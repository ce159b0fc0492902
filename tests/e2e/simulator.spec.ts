import { expect, type Page } from "@playwright/test";
import { defaultSwitches } from "@/lib/carrier/simulator/switches";
import { showPhone } from "@/lib/numbers/phone";
import { until } from "../program";
import { test } from "./hydration";
import { composer, nothingToComplainAbout, phones, picture, program, signedInAs, someFan, thread } from "./story";

const leader = signedInAs("Ines Vale");
// All stories share this carrier.
test.afterEach(() => phones().switches(defaultSwitches));

/** Turns a switch on the simulator's page, and waits until the carrier has it so. */
async function turn(street: Page, label: string, words: string): Promise<void> {
  await street.getByLabel(label).selectOption({ label: words });
  await expect(street.getByLabel(label).locator("option:checked")).toHaveText(words);
}

/** The leader writes, and the text stands in the thread. */
async function write(page: Page, words: string) {
  await composer(page).fill(words);
  await composer(page).press("Enter");
  const bubble = thread(page).getByRole("article").filter({ hasText: words });
  await expect(bubble).toHaveCount(1);
  return bubble;
}

test("every way a text may go is marked in the thread, with the reason in plain words and what can be done", async ({
  page,
  context,
}) => {
  const fan = someFan();
  await phones().text(fan, leader.number, "How do texts travel?");
  await phones().read(fan, /\/join\//);
  const street = await context.newPage();
  await street.goto(`${program().url}/simulator`);
  await page.goto(`${program().url}/inbox`);
  await page.getByText("How do texts travel?").first().click();

  await test.step("turned away as too many, it waits, and leaves by itself", async () => {
    await turn(street, "Texts turned away as too many", "All");
    const bubble = await write(page, "Patience.");
    await expect(bubble.getByText("Waiting to be sent")).toBeAttached();
    await turn(street, "Texts turned away as too many", "None");
    await expect(bubble.getByText("Delivered", { exact: true })).toBeAttached({ timeout: 60_000 });
  });

  await test.step("without receipts it is sent, and no more is said", async () => {
    await street.getByRole("switch", { name: "Receipts", exact: true }).click();
    await expect(street.getByRole("switch", { name: "Receipts", exact: true })).not.toBeChecked();
    await expect((await write(page, "Into the dark.")).getByText("Sent", { exact: true })).toBeAttached();
  });

  await test.step("where the line breaks it is unconfirmed, and the leader decides", async () => {
    await turn(street, "Line breaks after accepting", "All");
    const bubble = await write(page, "Did you get this?");
    await expect(bubble.getByText("Unconfirmed", { exact: true })).toBeAttached();
    await expect(bubble.getByText(/may or may not have arrived/)).toBeVisible();
    await nothingToComplainAbout(page);
    await turn(street, "Line breaks after accepting", "None");
    await bubble.getByRole("button", { name: "Leave it" }).click();
    await expect(bubble.getByRole("button")).toHaveCount(0);
    // Once it was accepted, and once only: nothing was sent blindly a second time.
    const texts = (await phones().accepted(fan)).filter(({ text }) => text === "Did you get this?");
    expect(texts).toHaveLength(1);
  });

  await test.step("not delivered, it says why, and can be tried again", async () => {
    await street.getByRole("switch", { name: "Receipts", exact: true }).click();
    await turn(street, "Reason they do not arrive", "Taken for spam");
    await turn(street, "Texts that never arrive", "All");
    const bubble = await write(page, "Buy now!");
    await expect(bubble.getByText("Not delivered", { exact: true })).toBeAttached();
    await expect(bubble.getByText("The carrier took it for spam.")).toBeVisible();
    await nothingToComplainAbout(page);
    await turn(street, "Texts that never arrive", "None");
    await picture(page, "inbox-marks");
    await bubble.getByRole("button", { name: "Try again" }).click();
    const both = thread(page).getByRole("article").filter({ hasText: "Buy now!" });
    await expect(both).toHaveCount(2);
    await expect(both.first().getByText("Sent again below.")).toBeVisible();
    await expect(both.last().getByText("Delivered", { exact: true })).toBeAttached();
  });
});

test("the ledger tells every request and every webhook, and a carrier that is out is said to be", async ({ page }) => {
  await page.goto(`${program().url}/simulator`);
  await turn(page, "Outage", "Answers “unavailable”");
  const fan = someFan();
  await phones().text(fan, leader.number, "Is anybody out there?");
  await expect
    .poll(async () => {
      await page.goto(`${program().url}/simulator/ledger`);
      return page.getByRole("listitem").filter({ hasText: "Is anybody out there?" }).count();
    })
    .toBe(1);
  expect(await phones().accepted(fan)).toEqual([]);
  await page.goto(`${program().url}/simulator`);
  await turn(page, "Outage", "No");
  await until("the answer, once the carrier is back", async () => (await phones().accepted(fan)).length === 1, 90_000);
  await page.goto(`${program().url}/simulator/ledger`);
  await expect(page.getByText(`Request: text from ${showPhone(leader.number)} to ${showPhone(fan)}`)).toBeVisible();
  await expect(page.getByText(/^Webhook: /).first()).toBeVisible();
  await nothingToComplainAbout(page);
  await picture(page, "simulator-ledger");
});

test("phones are invented here and abroad, put away, and what is no number is refused in words", async ({ page }) => {
  await page.goto(`${program().url}/simulator`);
  for (const [country, number] of [
    ["United States", /^Phone \(\d{3}\) \d{3}-\d{4}$/],
    ["Canada", /^Phone \((416|514|604|403|613)\)/],
    ["Germany", /^Phone \+49 /],
  ] as const) {
    const phone = page.getByRole("article", { name: number });
    // The phones of others are there once one can be added.
    await page.getByRole("button", { name: country }).waitFor();
    const before = await phone.count();
    await page.getByRole("button", { name: country }).click();
    await expect(phone).toHaveCount(before + 1);
  }
  const abroad = page.getByRole("article", { name: /^Phone \+49 / }).last();
  const name = (await abroad.getAttribute("aria-label")) as string;
  await abroad.getByRole("button", { name: /^Put phone/ }).click();
  await expect(page.getByRole("article", { name })).toHaveCount(0);
  await page.getByLabel(/number of your choice/i).fill("12 34");
  await page.getByRole("button", { name: /add this phone/i }).click();
  await expect(page.getByText(/that is no phone number/i)).toBeVisible();
  await nothingToComplainAbout(page);
});
