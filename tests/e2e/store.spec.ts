import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Locator } from "@playwright/test";
import { keys, region, startS3 } from "../media/s3";
import { type LeaderWish, Program } from "../program";
import { dropFile, plainPicture } from "./drop";
import { test } from "./hydration";
import { composer, nothingToComplainAbout, onPhone, signIn, someFan, thread } from "./story";

/** A program of its own, which keeps media in a store that speaks S3. */
let program: Program;
let store: Awaited<ReturnType<typeof startS3>>;
let leader: LeaderWish;
const folder = mkdtempSync(join(tmpdir(), "tenfour-s3-"));
const bucket = "tenfour-media";

test.beforeAll(async () => {
  test.setTimeout(300_000);
  store = await startS3(folder, bucket);
  program = await Program.start({
    env: {
      ...{ S3_ENDPOINT: store.endpoint, S3_BUCKET: bucket, S3_REGION: region },
      ...{ S3_ACCESS_KEY_ID: keys.accessKeyId, S3_SECRET_ACCESS_KEY: keys.secretAccessKey },
    },
  });
  leader = await program.createLeader();
});
test.afterAll(async () => {
  await program?.remove();
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

const wide = (image: Locator, width: number) =>
  expect.poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(width);
/** Files in the bucket, without what the server itself writes beside them. */
const kept = () =>
  readdirSync(join(folder, bucket), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith("_object"));

test("a fan's picture and the leader's lie in the store, and are seen at both ends", async ({ page, context }) => {
  await signIn(page, leader.mobile, program);
  const fan = someFan();
  const phone = await onPhone(await context.newPage(), fan, leader, program);
  await phone.getByRole("button", { name: /^Send a picture from/ }).click();
  await phone.page().getByRole("menuitem", { name: "Sunset" }).click();
  await phone.getByRole("textbox").fill("from the lake");
  await phone.getByRole("button", { name: /^Send from/ }).click();

  await page.getByText("Photo · from the lake").first().click();
  await wide(thread(page).getByRole("img", { name: /^Photo from/ }), 640);
  const before = kept().length;
  expect(before).toBeGreaterThan(0);

  await dropFile(thread(page).getByText("from the lake", { exact: true }), "poster.png", await plainPicture(900, 600));
  // Sent at once, while the picture is still being made ready: it leaves with the text.
  await composer(page).fill("and from here");
  await page.keyboard.press("Enter");
  await wide(thread(page).getByRole("img", { name: "Photo from you" }), 900);
  await wide(phone.getByAltText("As it arrived"), 900);
  expect(kept().length).toBeGreaterThan(before);
  expect(existsSync(join(program.dataDir, "media"))).toBe(false);
  await nothingToComplainAbout(page);
});

test("while the store is away a picture is missing and everything else is there; afterwards it is seen again", async ({
  page,
}) => {
  await signIn(page, leader.mobile, program);
  const { port } = new URL(store.endpoint);
  await store.close();
  await page.getByText("Photo · from the lake").first().click();
  const photo = thread(page).getByRole("img", { name: "Photo from you" });
  await wide(photo, 0);
  const answer = await page.request.get(new URL((await photo.getAttribute("src")) ?? "", program.url).href);
  expect(answer.status()).toBe(503);
  store = await startS3(folder, bucket, Number(port));
  await page.reload();
  await wide(photo, 900);
});
