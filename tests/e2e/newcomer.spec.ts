import { expect } from "@playwright/test";
import { dropFile, plainPicture } from "./drop";
import { test } from "./hydration";
import {
  composer,
  details,
  enterCode,
  nothingToComplainAbout,
  phones,
  picture,
  program,
  signUpPath,
  someFan,
  thread,
} from "./story";

const mobile = "+17732440199";
/** Who else is there: first name, last name, where, and what they text. */
const crowd = [
  ["Marcus", "Bell", "60628", "My daughter learned your song on the ukulele"],
  ["Ines", "Duarte", "Gary", "when do you come to Gary??"],
  ["Theo", "Lindqvist", "Milwaukee", "Best night of the year. Thank you."],
  ["Priya", "Raman", "M5V 2T6", "Greetings from Toronto!"],
  ["Jo", "Abernathy", "46402", "Is the matinee sold out?"],
] as const;

test("another address than the printed one asks for the key on the first visit", async ({ browser }) => {
  // As a forwarder on this machine that adds no header brings strangers.
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(program().url);
  await expect(stranger.getByLabel("One-time key")).toBeVisible();
  await stranger.goto(`${program().url}/simulator`);
  await expect(stranger.getByLabel("Simulator token")).toBeVisible();
  await stranger.context().close();

  // As a proxy on this machine brings somebody from elsewhere.
  const context = await browser.newContext({ extraHTTPHeaders: { "x-forwarded-for": "203.0.113.7" } });
  const page = await context.newPage();
  await page.goto(program().url);
  await page.getByLabel("One-time key").fill("a guess");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText(/that.s not the key/i)).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveCount(0);
  await nothingToComplainAbout(page);
  await page.getByLabel("One-time key").fill(process.env.TENFOUR_ONE_TIME_KEY ?? "");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toBeVisible();
  await context.close();
});

test("newcomer: from the first visit to a reply read on the fan's phone", async ({ page, context }) => {
  test.setTimeout(180_000);
  const next = () => page.getByRole("button", { name: /continue|skip/i }).click();
  let number = "";

  await test.step("the welcome asks who, where, which number, which words", async () => {
    await page.goto(program().address);
    await page.waitForURL(/\/welcome$/);
    await page.getByLabel("Name", { exact: true }).fill("Nadia Hope");
    await page.getByLabel("Your own mobile").fill(mobile);
    await expect(page.getByLabel("Handle")).toHaveValue("nadia-hope");
    await nothingToComplainAbout(page);
    await picture(page, "welcome-1-who");
    await next();
    await page.getByLabel(/search a city/i).fill("Chicago");
    await page.getByRole("radio", { name: /Chicago/ }).check();
    await nothingToComplainAbout(page);
    await picture(page, "welcome-2-clock");
    await next();
    await page.getByRole("radio").first().check();
    number = (await page.getByRole("radio").first().getAttribute("value")) ?? "";
    expect(number).toMatch(/^\+1\d{10}$/);
    await nothingToComplainAbout(page);
    await picture(page, "welcome-3-number");
    await next();
    await expect(page.getByLabel(/first answer/i)).toHaveValue(/\{\{link\}\}/);
    await nothingToComplainAbout(page);
    await picture(page, "welcome-4-words");
    await next();
    await nothingToComplainAbout(page);
    await dropFile(page.getByText("Or drop one here."), "me.png", await plainPicture(400, 300));
    await expect(page.getByAltText("You, as people will see it")).toBeVisible();
    await nothingToComplainAbout(page);
    await page.getByRole("button", { name: "Leave it out" }).click();
    await next();
    await nothingToComplainAbout(page);
    await picture(page, "welcome-5-review");
    await page.getByRole("button", { name: /make it so/i }).click();
  });

  await test.step("the code for signing in arrives by text", async () => {
    await page.waitForURL(/\/sign-in/);
    await expect(page.getByLabel(/mobile/i)).not.toHaveValue("");
    await nothingToComplainAbout(page);
    await picture(page, "sign-in");
    await page.getByRole("button", { name: /text me a code/i }).click();
    await page.getByLabel(/six-digit code/i).waitFor();
    await nothingToComplainAbout(page);
    await enterCode(page, mobile);
  });

  await test.step("an empty inbox teaches what to do", async () => {
    await expect(thread(page)).toBeVisible();
    await nothingToComplainAbout(page);
    await picture(page, "inbox-empty");
  });

  const fan = someFan();
  const simulator = await context.newPage();
  const phone = simulator.getByRole("article");
  await test.step("a fan texts and is answered with a link", async () => {
    await simulator.goto(`${program().url}/simulator`);
    await nothingToComplainAbout(simulator);
    await simulator.getByLabel(/number of your choice/i).fill(fan);
    await simulator.getByRole("button", { name: /add this phone/i }).click();
    await phone.getByRole("textbox").fill("Hello Nadia, I saw you on stage!");
    await phone.getByRole("button", { name: /send from/i }).click();
    await expect(phone.getByRole("link", { name: /\/join\// })).toBeVisible();
    await nothingToComplainAbout(simulator);
    await picture(simulator, "simulator");
  });

  await test.step("the link opens in the phone, and the fan signs up", async () => {
    await phone.getByRole("link", { name: /\/join\// }).click();
    const form = simulator.frameLocator("iframe");
    for (const [label, words] of Object.entries(details)) await form.getByLabel(label).fill(words);
    await picture(simulator, "sign-up");
    await form.getByRole("button", { name: /sign me up/i }).click();
    await expect(form.getByRole("heading", { name: /you.re in/i })).toBeVisible();
    await nothingToComplainAbout(simulator);
    await picture(simulator, "signed-up");
    await simulator.getByRole("button", { name: "Close", exact: true }).click();
  });

  await test.step("the thread stands in the inbox without a reload, with the fan's name", async () => {
    await page.bringToFront();
    const entry = page.getByRole("link", { name: /Ana M/ }).first();
    await expect(entry).toBeVisible();
    await entry.click();
    await expect(page.getByText("I saw you on stage!").last()).toBeVisible();
    await nothingToComplainAbout(page);
  });

  await test.step("others sign up too, each with a thread of their own, while this one stays open", async () => {
    for (const [first, last, place, words] of crowd) {
      const one = someFan();
      await phones().text(one, number, words);
      const answer = await page.request.post(`${program().url}${await signUpPath(one)}`, {
        form: { firstName: first, lastName: last, birthDate: "3/14/1992", place, do: "sign-up" },
      });
      expect(answer.status()).toBe(200);
      await expect(page.getByRole("link", { name: new RegExp(`${first} ${last[0]}`) }).first()).toBeVisible();
    }
    await expect(thread(page).getByText("I saw you on stage!").last()).toBeVisible();
    await phones().text(fan, number, "Front row! Will you sing Blue Moon again?");
    await expect(thread(page).getByText("Front row! Will you sing Blue Moon again?").last()).toBeVisible();
  });

  await test.step("the leader answers, and the fan reads it", async () => {
    await composer(page).fill("So glad you came, Ana. See you in Chicago!");
    await page.getByRole("button", { name: /^send|^text ana/i }).click();
    await expect(thread(page).getByText("See you in Chicago!").last()).toBeVisible();
    await phones().read(fan, /See you in Chicago!/);
    await expect(thread(page).getByText("Delivered", { exact: true }).last()).toBeAttached();
    await picture(page, "inbox");
    await nothingToComplainAbout(page);
    await simulator.bringToFront();
    await expect(phone.getByText("See you in Chicago!")).toBeVisible();
    await picture(simulator, "simulator-reply");
    expect((await phones().accepted(fan)).filter((one) => one.text.includes("See you in Chicago!"))).toHaveLength(1);
  });
});
