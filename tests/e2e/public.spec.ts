import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "@playwright/test";
import { iPhone } from "../iphone";
import type { LeaderWish } from "../program";
import { test } from "./hydration";
import { nothingToComplainAbout, phones, picture, program, signUpPath, someFan, someLeader } from "./story";

let leader: LeaderWish;
test.beforeAll(async () => {
  leader = await someLeader("Nora Page");
});
const address = () => `${program().url}/${leader.handle}`;

test.describe("with script switched off, at a desk", () => {
  test.use({ javaScriptEnabled: false });

  test("a stranger types their number, gets one text, replies YES, and says who they are", async ({ page }) => {
    const fan = someFan();
    await page.goto(address());
    await expect(page.getByRole("heading", { name: leader.name })).toBeVisible();
    await expect(page.getByRole("img", { name: /camera/i })).toBeVisible();
    await page.getByLabel("Mobile number").fill("12");
    await page.getByRole("button", { name: /send me the text/i }).click();
    await expect(page.getByLabel("Mobile number")).toHaveValue("12");
    await expect(page.getByLabel("Mobile number")).toHaveAccessibleDescription(/ten digits/i);

    await page.getByLabel("Mobile number").fill(fan.replace("+1", ""));
    await page.getByRole("button", { name: /send me the text/i }).click();
    await expect(page.getByRole("heading", { name: /look at your phone/i })).toBeVisible();
    await phones().read(fan, /reply YES to join/);
    await phones().text(fan, leader.number, "Yes!");
    await phones().read(fan, /you're in/);

    await page.goto(`${program().url}${await signUpPath(fan)}`);
    await page.getByLabel("First name").fill("Nia");
    await page.getByLabel("Last name").fill("Park");
    await page.getByLabel("Date of birth").fill("5/17/1990");
    await page.getByLabel("City or ZIP code").fill("60601");
    await page.getByRole("button", { name: /^save$/i }).click();
    await expect(page.getByRole("status")).toContainText("Saved");
  });

  test("the form stands in a frame of another site, and only the form does", async ({ page, request }) => {
    // Another site: a server of its own, by another name of this machine.
    const site = createServer((_, response) =>
      response
        .setHeader("content-type", "text/html")
        .end(`<iframe src="${address()}/embed" width="480" height="560"></iframe>`),
    );
    await new Promise<void>((done) => site.listen(0, "127.0.0.1", done));
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    const frame = page.frameLocator("iframe");
    await frame.getByLabel("Mobile number").fill(someFan());
    await frame.getByRole("button", { name: /send me the text/i }).click();
    await expect(frame.getByRole("heading", { name: /look at your phone/i })).toBeVisible();
    const whole = await request.get(address());
    expect(whole.headers()["content-security-policy"]).toContain("frame-ancestors 'self'");
    site.closeAllConnections();
    site.close();
  });

  test("a name nobody has is a friendly page", async ({ page }) => {
    const answer = await page.goto(`${program().url}/nobody-at-all`);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: /nobody here/i })).toBeVisible();
  });
});

test.describe("with script switched off, on a phone", () => {
  test.use({
    javaScriptEnabled: false,
    viewport: { width: 375, height: 720 },
    userAgent: iPhone,
  });

  test("one tap opens a text with the words filled in, and nothing loads a script", async ({ page }) => {
    const asked: string[] = [];
    page.on("request", (one) => asked.push(one.resourceType()));
    await page.goto(address());
    const link = page.getByRole("link", { name: "Text me" });
    await expect(link).toBeVisible();
    expect(await link.getAttribute("href")).toBe(`sms:${leader.number}&body=Hi!`);
    await expect(page.getByRole("img", { name: /camera/i })).toHaveCount(0);
    await expect(page.getByRole("link", { name: /save to contacts/i })).toHaveAttribute("href", /^\/card\//);
    expect(asked).not.toContain("script");
  });
});

test("a form that no page of ours showed is checked for a moment, and then the text is sent", async ({ page }) => {
  const fan = someFan();
  await page.setViewportSize({ width: 375, height: 740 });
  // The check is looked at before it is solved.
  await page.addInitScript(() => {
    const digest = crypto.subtle.digest.bind(crypto.subtle);
    const held = new Promise((go) => addEventListener("go-on", go));
    crypto.subtle.digest = async (...given) => held.then(() => digest(...given));
  });
  await page.goto(address());
  await page.locator("input[name=token]").evaluate((field: HTMLInputElement) => {
    field.value = "";
  });
  await page.getByLabel("Mobile number").fill(fan.replace("+1", ""));
  await page.getByRole("button", { name: /send me the text/i }).click();
  await expect(page.getByRole("heading", { name: "One moment" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Text me" })).toHaveAttribute("href", `sms:${leader.number}`);
  await nothingToComplainAbout(page);
  await picture(page, "challenge");
  await page.evaluate(() => dispatchEvent(new Event("go-on")));
  await expect(page.getByRole("heading", { name: /look at your phone/i })).toBeVisible();
  await phones().read(fan, /reply YES to join/);
});

test("axe finds nothing on the public page and the framed form, at a desk and on a phone, light and dark", async ({
  page,
}) => {
  for (const width of [1280, 375, 320]) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height: 740 });
      await page.emulateMedia({ colorScheme });
      await page.goto(address());
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await nothingToComplainAbout(page);
    }
    if (width === 1280) await picture(page, "public-page");
  }
  await page.goto(`${address()}/embed`);
  await nothingToComplainAbout(page);
});

test("the picture for posts is drawn on the server, once", async ({ request }) => {
  const first = await request.get(`${program().url}/picture/${leader.handle}/share.png`);
  expect(first.headers()["content-type"]).toBe("image/png");
  const png = await first.body();
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
  const again = await request.get(`${program().url}/picture/${leader.handle}/share.png`, {
    headers: { "if-none-match": first.headers().etag as string },
  });
  expect(again.status()).toBe(304);
});
