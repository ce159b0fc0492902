import { expect, type Page } from "@playwright/test";
import iconv from "iconv-lite";
import { dropFile } from "./drop";
import { test } from "./hydration";
import { nothingToComplainAbout, program, signedInAs, signIn, someLeader } from "./story";

signedInAs("Ivy Import");

async function choose(page: Page, name: string, content: string | Buffer): Promise<void> {
  await page.goto(`${program().url}/members/import`);
  await page
    .getByLabel("List of people")
    .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content as string) });
}

/** Past the columns, as they were guessed, to what would happen. */
async function check(page: Page, proof: boolean): Promise<void> {
  await page.getByLabel("Source of their consent").fill("Signed the sheet at the merch table");
  await page.getByRole("radio", { name: proof ? /^Yes, I attest/ : /^No, or not/ }).check();
  await page.getByRole("button", { name: "Check the file" }).click();
}

test("what is no list is refused in clear words, and leaves nothing behind", async ({ page }) => {
  const refused: [string, string | Buffer, RegExp][] = [
    ["fans.csv", "", /This file is empty/],
    [
      "fans.csv",
      "%PDF-1.7\n%âãÏÓ\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
      /This is a PDF file, whatever its name says/,
    ],
    ["fans.csv", Buffer.from("504b0304140006000800000021", "hex"), /Excel/],
    ["fans.csv", "Name,Phone\n", /no row below/],
  ];
  for (const [name, content, words] of refused) {
    await choose(page, name, content);
    await expect(page.getByRole("alert").filter({ hasText: words })).toBeVisible();
    expect(page.url()).toMatch(/\/members\/import$/);
  }
  await nothingToComplainAbout(page);
  await page.reload();
  await expect(page.getByText("Imports so far")).toBeHidden();
});

const dirty = [
  "Full name;Mobile;Birthday;Notes;E-mail",
  'José Muñoz;(773) 365-9687;17.5.1990;"likes ""tacos""; a lot";jose@example.com',
  '"Morales, Ana";+1 773 365 9688;4.3.1985;;not an address',
  "No Number;;;;",
  "Short;12345;;;",
  "Spoilt;7.73366E+09;;;",
  "Far;+49 151 23456789;;;",
  "Kid;7733659689;1.1.2020;;",
  "Jose again;773-365-9687;;;",
  ";;;;",
].join("\r\n");

test("a dirty list: checked, imported, its refused rows brought home, and undone", async ({ page }) => {
  await choose(page, "fans of spring.csv", iconv.encode(dirty, "latin1"));
  await expect(page.getByRole("heading", { name: "Choose columns" })).toBeVisible();
  await expect(page.getByText("Latin-1")).toBeVisible();
  await expect(page.getByText("José Muñoz")).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Mobile is" })).toHaveValue("phone");
  await expect(page.getByRole("radio", { name: /Detect from the file/ })).toBeChecked();
  await nothingToComplainAbout(page);
  await page.getByRole("button", { name: "Check the file" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /where these people agreed/ })).toBeVisible();
  await check(page, true);

  await expect(page.getByRole("heading", { name: "2 people will be added, 5 rows refused" })).toBeVisible();
  await expect(page.getByText("row 5: “12345”")).toBeVisible();
  await expect(page.getByText("The spreadsheet cut off the number’s last digits")).toBeVisible();
  await expect(page.getByText("row 3: “not an address”")).toBeVisible();
  await nothingToComplainAbout(page);
  await page.getByRole("button", { name: "Import 2 people" }).click();
  await expect(page.getByRole("heading", { name: "2 people added" })).toBeVisible();
  await nothingToComplainAbout(page);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: /refused rows with reasons/ }).click(),
  ]);
  const lines = (await text(download)).split("\r\n");
  expect(lines[0]).toBe("\ufeffFull name,Mobile,Birthday,Notes,E-mail,Row,Why it was refused");
  expect(lines[2]).toBe("Short,12345,,,,5,Not a possible phone number");
  // Nothing of a child is kept.
  expect(lines.filter((line) => line.includes("Kid") || line.includes("7733659689"))).toEqual([]);
  expect(lines.some((line) => /^,,,,,8,Too young/.test(line))).toBe(true);

  const members = await exported(page, "?columns=phone,firstName,lastName,email,birthDate,status");
  expect(members).toContain("+17733659687,José,Muñoz,jose@example.com,1990-05-17,active");
  expect(members).toContain("+17733659688,Ana,Morales,,1985-03-04,active");
  expect(await exported(page, "/consent")).toContain("Source: Signed the sheet at the merch table");

  await page.getByRole("button", { name: /^Undo/ }).click();
  const confirm = page.getByRole("button", { name: "Remove 2 new people" });
  await expect(confirm).toBeDisabled();
  await page.getByLabel("Type 2 to confirm").fill("2");
  await confirm.click();
  await expect(page.getByRole("heading", { name: "Undone: 2 people removed" })).toBeVisible();
  expect((await exported(page, "")).trim().split("\r\n")).toHaveLength(1);
});

test("a hundred columns fold away, and a member of a file with a mark and quotes is only invited", async ({ page }) => {
  const names = Array.from({ length: 98 }, (_, at) => `"Question ${at + 1}, or so"`);
  const answers = Array.from({ length: 98 }, () => '"a\nb"');
  await choose(
    page,
    "survey.csv",
    `\ufeff${[...names, "Cell", "Name"].join(",")}\n${[...answers, "7733659690", "=Bo"].join(",")}\n`,
  );
  await expect(page.getByRole("combobox", { name: "Cell is" })).toHaveValue("phone");
  await expect(page.getByRole("button", { name: "Show 86 more columns, none of them used" })).toBeVisible();
  await check(page, false);
  await expect(page.getByRole("heading", { name: "1 person will be added" })).toBeVisible();
  await page.getByRole("button", { name: "Import 1 person" }).click();
  await expect(page.getByRole("heading", { name: "1 person added" })).toBeVisible();
  // A name that a spreadsheet would calculate greets nobody, and is kept.
  expect(await exported(page, "?columns=phone,lastName,status")).toContain("+17733659690,'=Bo,invited");
});

test("a column that may be about consent is asked about, and the answer changes who becomes active", async ({
  page,
}) => {
  await choose(
    page,
    "street team.csv",
    [
      "Name,Cell,State,Spring list,Spoke to us",
      "Ana Li,7733659701,IL,yes,no",
      "Bo Li,7733659702,Narnia,no,yes",
      "Cy Li,7733659703,IL,yes,yes",
      "Di Li,7733659704,IL,no,no",
    ].join("\n"),
  );
  await expect(page.getByRole("combobox", { name: "Cell is" })).toHaveValue("phone");
  await check(page, true);
  await expect(page.getByRole("heading", { name: "4 people will be added" })).toBeVisible();
  await expect(page.getByText("4 invited (not subscribed yet)")).toBeVisible();
  // An unreadable state is saved, and not listed among what is left out.
  await expect(page.getByRole("heading", { name: "Will be saved as written" })).toBeVisible();
  await expect(page.getByText("row 3: “Narnia”")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Will be left out" })).toBeHidden();
  const questions = page.getByRole("region", { name: "Questions about this file" });
  await expect(questions.getByText("“no” 2 · “yes” 2")).toHaveCount(2);
  await expect(questions.getByRole("button", { name: "Check again" })).toBeDisabled();
  await nothingToComplainAbout(page);

  // One answer at a time: as long as a question is open, everyone stays invited.
  await questions.getByRole("combobox", { name: "Spoke to us is" }).selectOption({ label: "Not about texts" });
  await questions.getByRole("button", { name: "Check again" }).click();
  await expect(questions.getByRole("combobox", { name: "Spoke to us is" })).toBeHidden();
  await expect(page.getByText("4 invited (not subscribed yet)")).toBeVisible();
  await questions.getByRole("combobox", { name: "Spring list is" }).selectOption({ value: "optIn" });
  await questions.getByRole("button", { name: "Check again" }).click();
  await expect(page.getByText("2 opted out, 2 agreed to texts")).toBeVisible();
  await expect(questions).toBeHidden();

  await page.getByRole("button", { name: "Import 4 people" }).click();
  await expect(page.getByRole("heading", { name: "4 people added" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Saved as written" })).toBeVisible();
  const members = await exported(page, "?columns=phone,state,status");
  expect(members).toContain("+17733659701,IL,active");
  expect(members).toContain("+17733659702,Narnia,opted_out");
  expect(members).toContain("+17733659703,IL,active");
  expect(members).toContain("+17733659704,IL,opted_out");
});

test("a quotation mark that never closes is told with its row, and nobody is added", async ({ page }) => {
  const rows = Array.from({ length: 9_000 }, (_, at) => `Fan ${at},773366${1000 + (at % 9000)}`).join("\n");
  await choose(page, "broken.csv", `Name,Phone\nAna,7733659691\n"Bo,7733659692\n${rows}\n`);
  await check(page, false);
  await expect(
    page.getByRole("alert").filter({ hasText: /Near row 3 a quotation mark opens and is never closed/ }),
  ).toBeVisible();
  expect(await exported(page, "")).not.toContain("7733659691");
});

test("another leader's import is not there, through any door", async ({ page, browser }) => {
  await choose(page, "mine.csv", "Phone\n7733659693\n");
  await expect(page.getByRole("heading", { name: "Choose columns" })).toBeVisible();
  const path = new URL(page.url()).pathname;
  const other = await someLeader("Otto Other");
  const context = await browser.newContext();
  const theirs = await context.newPage();
  await signIn(theirs, other.mobile);
  for (const door of [
    path,
    `${path}/progress`,
    `${path}/refused`,
    "/members/export?segment=999999",
    "/members/export?tag=999999",
  ]) {
    expect([door, (await theirs.request.get(program().url + door)).status()]).toEqual([door, 404]);
  }
  await context.close();
  const stranger = await (await browser.newContext()).newPage();
  for (const door of ["/members/export", "/members/export/consent", `${path}/refused`]) {
    await stranger.goto(program().url + door);
    expect(stranger.url()).toContain("/sign-in");
  }
  const upload = await stranger.request.post(`${program().url}/members/import/upload`, { data: "Phone\n7733659694\n" });
  expect(upload.status()).toBe(401);
});

test("a list is dropped where it says so; what is no list is no way off the page", async ({ page }) => {
  await page.goto(`${program().url}/members/import`);
  const place = page.getByText("Drop your file here");
  await dropFile(place, "empty.csv", "");
  await expect(page.getByRole("alert").filter({ hasText: /This file is empty/ })).toBeVisible();
  await dropFile(place, "fans.csv", "Phone\n7733659692\n");
  await expect(page.getByRole("heading", { name: "Choose columns" })).toBeVisible();
});

async function exported(page: Page, rest: string): Promise<string> {
  const answer = await page.request.get(`${program().url}/members/export${rest}`);
  expect(answer.headers()["content-disposition"]).toMatch(/attachment; filename="[a-z-]+-\d{4}-\d\d-\d\d\.csv"/);
  return (await answer.body()).toString("utf8");
}

async function text(download: import("@playwright/test").Download): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
