import { expect, type Page } from "@playwright/test";
import { browserArguments } from "../browser";
import { test } from "./hydration";
import { nextCallerHearsRecording, nothingToComplainAbout, plays, program, signedInAs } from "./story";

/** Chromium's own microphone without one: it beeps once a second. */
test.use({
  permissions: ["microphone"],
  launchOptions: {
    executablePath: process.env.CHROMIUM_PATH,
    args: [...browserArguments, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
  },
});

const leader = signedInAs("Nora Voice");

test("a greeting is recorded in the browser, heard, saved, and what the next caller hears", async ({
  page,
  context,
}) => {
  // Through the screens, not by the address: only this page may ask for the microphone.
  await page.goto(`${program().url}/settings`);
  await page.getByRole("link", { name: "Calls" }).click();
  await page.getByRole("radio", { name: "Your own voice" }).click();
  await expect(page.getByText("No recording yet.")).toBeVisible();
  await page.getByRole("button", { name: "Record now" }).click();
  const stop = page.getByRole("button", { name: /^Stop/ });
  await expect(stop).toContainText("0:02");
  await nothingToComplainAbout(page);
  await stop.click();

  const greeting = page.getByLabel("Your greeting");
  await plays(greeting);
  // What telephone lines carry, whatever the browser recorded.
  const kept = await page.request.get(new URL((await greeting.getAttribute("src")) ?? "", program().url).href);
  expect(kept.headers()["content-type"]).toBe("audio/mpeg");
  expect(await loudest(page, await kept.body())).toBeGreaterThan(0.05);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText(/saved\. the next caller/i)).toBeVisible();

  await nextCallerHearsRecording(context, leader);
});

test("where the microphone may not be used, a sentence says what to do, and uploading still works", async ({
  page,
  context,
}) => {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await page.goto(`${program().url}/settings/calls`);
  await page.getByRole("radio", { name: "Your own voice" }).click();
  await page.getByRole("button", { name: /^Record/ }).click();
  await expect(page.getByText(/The microphone may not be used\. Allow it/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Upload" })).toBeEnabled();
  await context.close();
});

/** The loudest moment of a sound, 0 to 1, as the browser decodes it: a silent recording is no greeting. */
function loudest(page: Page, mp3: Buffer): Promise<number> {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
    const sound = await new OfflineAudioContext(1, 1, 44_100).decodeAudioData(bytes.buffer);
    return sound.getChannelData(0).reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  }, mp3.toString("base64"));
}
