import { AxeBuilder } from "@axe-core/playwright";
import { type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import pg from "pg";
import { runningEmbedded } from "@/lib/db/embedded";
import { showPhone } from "@/lib/numbers/phone";
import { type LeaderWish, Program } from "../program";
import { Phones } from "../simulator";
import { test } from "./hydration";

/** The program all stories share, as tests/e2e/program.ts started it. */
export const program = () => Program.running(process.env.TENFOUR_URL ?? "", process.env.TENFOUR_DATA_DIR ?? ".data");
export const phones = () => Phones.of(program());

/** For what no door leads to: works in the program's own database, beside it. */
export async function inDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = runningEmbedded(program().dataDir);
  if (!url) throw new Error("The program's database is not running.");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A fan nobody has met: 1 416 and a number that no other story takes. */
export function someFan(): string {
  return `+1416${200 + Math.floor(Math.random() * 700)}${String(Math.floor(Math.random() * 10_000)).padStart(4, "0")}`.replace(
    /11(\d{4})$/,
    "12$1",
  );
}

/** A leader of this story's own, made by the command line with a number the simulator sells. */
export async function someLeader(name: string): Promise<LeaderWish> {
  const number = (await forSale()).phone;
  const handle = `${name.toLowerCase().replace(/\W+/g, "-")}-${Math.random().toString(36).slice(2, 7)}`;
  const mobile =
    `+1312${200 + Math.floor(Math.random() * 700)}${String(Math.floor(Math.random() * 10_000)).padStart(4, "0")}`.replace(
      /11(\d{4})$/,
      "12$1",
    );
  return program().createLeader({ name, handle, mobile, number });
}

/**
 * A leader of this file's own, as whom every story in it is signed in. Who they are is known once the first one begins.
 */
export function signedInAs(name: string): LeaderWish {
  const leader = {} as LeaderWish;
  let cookies: Awaited<ReturnType<BrowserContext["cookies"]>> = [];
  test.beforeAll(async ({ browser }) => {
    // The command line and the first page take their time on a busy machine.
    test.setTimeout(300_000);
    Object.assign(leader, await someLeader(name));
    const context = await browser.newContext();
    await signIn(await context.newPage(), leader.mobile);
    cookies = await context.cookies();
    await context.close();
  });
  test.beforeEach(({ context }) => context.addCookies(cookies));
  return leader;
}

/** What a page of the simulator's shop had when this worker first looked; each number is taken once. */
let shop: { phone: string }[] = [];

async function forSale(): Promise<{ phone: string }> {
  if (shop.length === 0) {
    const page = 1 + Math.floor(Math.random() * 50);
    shop = (await program().tenfour("number", "available", "--page", String(page))) as { phone: string }[];
  }
  const [number] = shop.splice(Math.floor(Math.random() * shop.length), 1);
  if (!number) throw new Error("The simulator sells no number.");
  return number;
}

/** Signs in by the code that arrives on the leader's own phone, while the program's own simulator is the carrier. */
export async function signIn(page: Page, mobile: string, at = program()): Promise<void> {
  await page.goto(at.address);
  await page.goto(`${at.url}/sign-in`);
  await page.getByLabel(/mobile/i).fill(mobile);
  await page.getByRole("button", { name: /text me a code/i }).click();
  await enterCode(page, mobile, at);
}

/** Types the newest code; the sixth digit sends it. */
export async function enterCode(page: Page, mobile: string, at = program()): Promise<void> {
  await page.getByLabel(/six-digit code/i).waitFor();
  const [, code] = await Phones.of(at).read(mobile, /^(\d{6}) is your/);
  await page.getByLabel(/six-digit code/i).fill(code as string);
  await page.waitForURL(/^[^?]+\/inbox/);
}

/** The path of the newest sign-up link on a fan's phone. */
export async function signUpPath(fan: string): Promise<string> {
  const [url] = await phones().read(fan, /https?:\/\/\S+\/join\/[\w-]+/);
  return new URL(url).pathname;
}

/** What a fan who likes to be reached types. */
export const details = {
  "First name": "Ana",
  "Last name": "Morales",
  "Date of birth": "5/17/1990",
  "City or ZIP code": "60601",
};

/** A fan texts the leader and signs up with what stands in `details`, or otherwise. Answers their number. */
export async function fanSignsUp(leader: LeaderWish, first: string, otherwise: Record<string, string> = {}) {
  const fan = someFan();
  await phones().text(fan, leader.number, first);
  const [firstName, lastName, birthDate, place] = Object.values(details) as [string, string, string, string];
  const answer = await fetch(`${program().url}${await signUpPath(fan)}`, {
    method: "POST",
    body: new URLSearchParams({ firstName, lastName, birthDate, place, gender: "", email: "", ...otherwise }),
  });
  expect(answer.status).toBeLessThan(400);
  return fan;
}

/**
 * Axe finds nothing on what is shown now. A page inside a phone's frame is judged where it stands alone (fan.spec.ts):
 * axe would count its landmarks to those of the page around it.
 */
export async function nothingToComplainAbout(page: Page): Promise<void> {
  // A colour on its way to another one is neither: judged is what stays.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map((one) => one.finished),
    ),
  );
  const { violations } = await new AxeBuilder({ page }).exclude("iframe").analyze();
  const told = violations.map(
    (one) => `${one.id}: ${one.help} (${one.nodes.map((node) => node.target.join(" ")).join(", ")})`,
  );
  expect(told).toEqual([]);
}

/** Keeps a picture for the README, when asked for by SCREENSHOTS=1. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS !== "1") return;
  await page.screenshot({ path: `docs/screenshots/${name}.png`, animations: "disabled" });
}

/** The place where the leader writes. */
export const composer = (page: Page) => page.getByRole("textbox", { name: /write|reply|message|answer|text to/i });
/** The conversation on screen. */
export const thread = (page: Page) => page.getByRole("main");

/** A fan's phone on a program's page of phones, set to text the leader. */
export async function onPhone(
  page: Page,
  fan: string,
  leader: Pick<LeaderWish, "number">,
  at = program(),
): Promise<Locator> {
  await Phones.of(at).call("POST", "phones", { phone: fan });
  await page.goto(at.address);
  await page.goto(`${at.url}/simulator`);
  const phone = page.getByRole("article", { name: `Phone ${showPhone(fan)}` });
  await phone.waitFor();
  const choice = phone.getByRole("combobox");
  if (await choice.isVisible()) await choice.selectOption(leader.number);
  return phone;
}

/** A fan whom nobody has met calls, and what the leader recorded is played to them. */
export async function nextCallerHearsRecording(context: BrowserContext, leader: LeaderWish): Promise<void> {
  const phone = await onPhone(await context.newPage(), someFan(), leader);
  await phone.getByRole("button", { name: /^Call / }).click();
  await plays(phone.getByLabel("Greeting"));
  await phone.getByRole("button", { name: "Hang up" }).click();
  await expect(phone.getByRole("textbox")).toBeVisible();
}

/** It plays: the browser knows its length and the needle moves. */
export async function plays(player: Locator): Promise<void> {
  await player.evaluate((audio: HTMLMediaElement) => {
    audio.muted = true;
    return audio.play();
  });
  await expect
    .poll(() => player.evaluate((audio: HTMLMediaElement) => (audio.duration > 1 ? audio.currentTime : 0)))
    .toBeGreaterThan(0);
}
