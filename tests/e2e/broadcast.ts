import { expect, type Page } from "@playwright/test";
import { iPhone } from "../iphone";
import { program } from "./story";

/** Where the words of a broadcast are written. */
export const body = (page: Page) => page.getByRole("textbox", { name: "Your text" });
/** The line that tells whom it reaches, in how many parts, for how much. */
export const truth = (page: Page) => page.locator("#truth");
export const saved = (page: Page) => expect(page.getByText("Draft, saved")).toBeVisible();

/** A new draft, from the list. */
export async function newDraft(page: Page): Promise<void> {
  await page.goto(`${program().url}/broadcasts`);
  await page.getByRole("button", { name: "New broadcast" }).click();
  await page.waitForURL(/\/broadcasts\/\d+$/);
}

/** Words, and so many whom they would reach. */
export async function writeDraft(page: Page, words: string, people: number): Promise<void> {
  await body(page).fill(words);
  await expect(truth(page)).toHaveText(reaches(people));
}

/** The beginning of the line of truth for so many. */
export const reaches = (people: number) => new RegExp(`^${people === 1 ? "1 person" : `${people} people`} · `);

/** Pressed and confirmed. */
export async function sendIt(page: Page, people: number, when = "$"): Promise<void> {
  const words = people === 1 ? "1 person" : `${people} people`;
  await page.getByRole("button", { name: new RegExp(`^Text ${words}${when}`) }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^Yes/ }).click();
}

/** A tap on a link, by the browser of a phone; answers where it leads without going there. */
export const tap = (page: Page, address: string) =>
  page.request.get(address, { maxRedirects: 0, headers: { "user-agent": iPhone } });
