import { expect, type Page } from "@playwright/test";
import sharp from "sharp";
import { showPhone } from "@/lib/numbers/phone";
import { until } from "../program";
import { hertz, wav } from "../wav";
import { plainPicture } from "./drop";
import { test } from "./hydration";
import {
  composer,
  nextCallerHearsRecording,
  nothingToComplainAbout,
  onPhone,
  phones,
  picture,
  plays,
  program,
  signedInAs,
  someFan,
  thread,
} from "./story";

const leader = signedInAs("Nora Quinn");

/** What the fan sent is known to have arrived: the first answer to it has left. */
const answered = (fan: string) =>
  until("the first answer", async () => (await phones().accepted(fan)).length > 0, 30_000);

const narrow = async (page: Page) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);

test("a fan calls, hears the greeting, leaves a message, and it is played in their thread", async ({
  page,
  context,
}) => {
  await page.goto(`${program().url}/settings/calls`);
  await page.getByLabel("What is said").fill("Hi, it is Nora. Speak after the beep.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText(/saved\. the next caller/i)).toBeVisible();
  await nothingToComplainAbout(page);
  await picture(page, "settings-calls");

  const fan = someFan();
  const street = await context.newPage();
  const phone = await onPhone(street, fan, leader);
  await phone.getByRole("button", { name: /^Call / }).click();
  await expect(phone.getByText("Hi, it is Nora. Speak after the beep.")).toBeVisible();
  await picture(street, "simulator-call");
  // By key alone: the next step's button is at hand when this one's is gone.
  await phone.getByRole("button", { name: "Heard it" }).press("Enter");
  await expect(phone.getByText("Beep.")).toBeVisible();
  await expect(phone.getByRole("button", { name: "Speak" })).toBeFocused();
  await nothingToComplainAbout(street);
  await phone.getByRole("button", { name: /leave a few notes/i }).click();
  await expect(phone.getByText(/that was all/i)).toBeVisible();
  await expect(phone.getByRole("button", { name: "Hang up" })).toBeFocused();
  await street.keyboard.press("Escape");
  await expect(phone.getByRole("textbox")).toBeVisible();

  await page.goto(`${program().url}/inbox`);
  await expect(page.getByText("Voicemail").first()).toBeVisible();
  await page.getByText(showPhone(fan)).first().click();
  const player = thread(page).getByLabel(/^Audio message from/);
  await expect(player).toBeVisible();
  await plays(player);
  await nothingToComplainAbout(page);
  await picture(page, "thread-voicemail");

  await page.goto(`${program().url}/settings/calls`);
  await expect(page.getByText(/1 call from 1 number, 1 message left/)).toBeVisible();
  await plays(page.getByLabel(`Message of ${showPhone(fan)}`));
});

test("the leader's own voice is uploaded, saved, and what the next caller hears", async ({ page, context }) => {
  await page.goto(`${program().url}/settings/calls`);
  await page.getByRole("radio", { name: "Your own voice" }).click();
  await page.getByLabel("Recording to upload").setInputFiles({ name: "me.wav", mimeType: "audio/wav", buffer: tone() });
  await plays(page.getByLabel("Your greeting"));
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText(/saved\. the next caller/i)).toBeVisible();

  await nextCallerHearsRecording(context, leader);
});

test("a fan's picture is seen in the thread, and large when it is wanted", async ({ page, context }) => {
  const fan = someFan();
  const street = await context.newPage();
  const phone = await onPhone(street, fan, leader);
  await phone.getByRole("button", { name: /^Send a picture from/ }).click();
  await street.getByRole("menuitem", { name: "Sunset" }).click();
  await phone.getByRole("textbox").fill("from the lake");
  await phone.getByRole("button", { name: /^Send from/ }).click();
  await answered(fan);

  await page.goto(`${program().url}/inbox`);
  await page.getByText("Photo · from the lake").first().click();
  const photo = thread(page)
    .getByRole("img", { name: /^Photo from/ })
    .first();
  await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(640);
  await nothingToComplainAbout(page);
  await picture(page, "thread-photo");
  await thread(page)
    .getByRole("button", { name: /look at it larger/ })
    .click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await nothingToComplainAbout(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("a picture the leader attaches is seen on the fan's phone", async ({ page, context }) => {
  const fan = someFan();
  const street = await context.newPage();
  const phone = await onPhone(street, fan, leader);
  await phone.getByRole("textbox").fill("what is on tonight?");
  await phone.getByRole("button", { name: /^Send from/ }).click();
  await answered(fan);

  await page.goto(`${program().url}/inbox`);
  await page.getByText("what is on tonight?").first().click();
  const poster = await plainPicture(900, 600);
  await page.getByLabel("Files to attach").setInputFiles({ name: "poster.png", mimeType: "image/png", buffer: poster });
  await expect(page.getByText(/^\d+ KB$/)).toBeVisible();
  await nothingToComplainAbout(page);
  await picture(page, "composer-attached");
  await composer(page).fill("this!");
  await page.keyboard.press("Enter");
  await expect(thread(page).getByRole("img", { name: "Photo from you" }).first()).toBeVisible();
  const seen = phone.getByAltText("As it arrived");
  await expect.poll(() => seen.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(900);
  await expect(phone.getByText("this!")).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 375, height: 667 } });
  test("the settings of calls and a thread with a picture fit", async ({ page }) => {
    await page.goto(`${program().url}/settings/calls`);
    await expect(page.getByRole("heading", { name: "What does a caller hear?" })).toBeVisible();
    await narrow(page);
    await nothingToComplainAbout(page);
    const fan = someFan();
    const beach = await sharp({ create: { width: 1600, height: 400, channels: 3, background: "#e8735a" } })
      .jpeg()
      .toBuffer();
    await phones().call("POST", "texts", {
      ...{ from: fan, to: leader.number, text: "a wide one" },
      media: [{ kind: "image", type: "image/jpeg", name: "wide.jpg", data: beach.toString("base64") }],
    });
    await answered(fan);
    await page.goto(`${program().url}/inbox`);
    await page.getByText("Photo · a wide one").first().click();
    await expect(
      thread(page)
        .getByRole("img", { name: /^Photo from/ })
        .first(),
    ).toBeVisible();
    await narrow(page);
    await nothingToComplainAbout(page);
    await picture(page, "thread-photo-phone");
  });
});

/** Three seconds of one tone. */
const tone = () => wav(Buffer.from(Array.from({ length: 3 * hertz }, (_, at) => 128 + Math.sin(at / 3) * 60)));
