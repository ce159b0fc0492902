import { expect, type Page } from "@playwright/test";
import { defaultSwitches } from "@/lib/carrier/simulator/switches";
import { signedUp } from "./audience";
import { newDraft, sendIt, writeDraft } from "./broadcast";
import { test } from "./hydration";
import { nothingToComplainAbout, phones, program, signedInAs } from "./story";

// One tale: what the first story sends, the second one may not send again today.
test.describe.configure({ mode: "serial" });

const leader = signedInAs("Ruth Pace");
let fans: string[];
test.beforeAll(async () => {
  fans = await signedUp(
    leader,
    Array.from({ length: 160 }, (_, at) => `Fan ${at}`),
    40,
  );
});
// All stories share this carrier.
test.afterEach(() => phones().switches(defaultSwitches));

const told = (page: Page) => page.getByRole("region", { name: "Progress" }).getByRole("status");

test("too many failures pause it, say so, and after the rest has gone those it failed for are written to again", async ({
  page,
}) => {
  await phones().switches({ failures: 1, failureCode: "1420" });
  await newDraft(page);
  await writeDraft(page, "Doors at eight", 160);
  await sendIt(page, 160);
  await expect(told(page)).toContainText(/\d+ of the last \d+ texts failed\. See why/);
  await expect(told(page)).toContainText("Tenfour paused it by itself");
  await expect(page.getByRole("row", { name: /The carrier did not accept the text. \(1420\)/ })).toBeVisible();
  await nothingToComplainAbout(page);
  const report = page.url();
  await page.goto(`${program().url}/broadcasts`);
  const row = page.getByRole("region", { name: "On its way" }).getByRole("link");
  await expect(row).toContainText("Paused");
  await expect(row).toContainText(/texts failed/);
  await row.click();
  await expect(page).toHaveURL(report);

  await phones().switches(defaultSwitches);
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(page.getByText("160 of 160 people")).toBeVisible({ timeout: 40_000 });
  const failed = await failedOf(page);
  expect(failed).toBeGreaterThan(50);
  expect(failed).toBeLessThan(160);

  await page.getByRole("button", { name: "Use again" }).click();
  await page.getByRole("menuitem", { name: `Resend to the ${failed} it failed for` }).click();
  await expect(page.getByRole("heading", { name: /^A broadcast from/ })).toBeVisible();
  await expect(page.getByRole("region", { name: "Who should get this?" })).toContainText(
    "who did not get “Doors at eight”",
  );
  await sendIt(page, failed);
  await expect(page.getByText(`${failed} of ${failed} people`)).toBeVisible({ timeout: 40_000 });
  // The carrier took the first one too, of whomever it failed for later: they have two, the others one.
  const sent = (await phones().accepted()).filter((one) => one.from === leader.number && one.text === "Doors at eight");
  expect(sent).toHaveLength(160 + failed);
  expect(new Set(sent.map((one) => one.to))).toEqual(new Set(fans));
});

test("a carrier account that is out of credit stops it with the reason, and the rest is cancelled", async ({
  page,
}) => {
  await phones().switches({ refuseWith: 402 });
  await newDraft(page);
  await page.getByRole("switch", { name: /Ignore my frequency limit/ }).click();
  await writeDraft(page, "Once more with feeling", 160);
  await sendIt(page, 160);
  await expect(told(page)).toContainText("The carrier account is out of credit.");
  await expect(page.getByText("0 of 160 people")).toBeVisible();
  await nothingToComplainAbout(page);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page
    .getByRole("dialog", { name: "Cancel it for the 160 people who wait?" })
    .getByText("Cancel the rest")
    .click();
  await expect(page.getByText("It was cancelled: 160 people did not get it.")).toBeVisible();
  const sent = (await phones().accepted()).filter((one) => one.text === "Once more with feeling");
  expect(sent).toHaveLength(0);
});

/** As the report counts them. */
async function failedOf(page: Page): Promise<number> {
  const row = page.getByRole("row", { name: /\(1420\)/ }).getByRole("cell");
  return Number(await row.nth(2).textContent());
}
