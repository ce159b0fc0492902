import { afterAll, beforeAll, expect, test } from "vitest";
import { Program } from "../program";
import { actionId, ask, postAction } from "./visitor";

/** Bodies of server actions that nobody can read, at the running program. */
let program: Program;
beforeAll(async () => {
  program = await Program.start();
}, 300_000);
afterAll(() => program?.remove());

const multipart = "multipart/form-data; boundary=x";
const part = (name: string, value: string) =>
  `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const text = "text/plain;charset=UTF-8";

test.each([
  ["no JSON", text, "nonsense"],
  ["half of it", text, '["+13125550199"'],
  ["nothing", text, ""],
  ["a form without its end", multipart, part("0", '["+13125550199"]')],
  ["a form without a boundary", "multipart/form-data", part("0", "[]")],
  ["a form that holds no JSON", multipart, `${part("0", "nonsense")}--x--\r\n`],
])("%s is answered 400, and never 500 where Next forwards the action", async (_, type, body) => {
  const id = actionId("app/sign-in/actions.ts", "askForCode");
  for (const page of ["/sign-in", "/welcome"]) {
    const { origin } = new URL(program.url);
    const answer = await ask(`${program.url}${page}`, {
      ...{ method: "POST", body },
      headers: { "next-action": id, "content-type": type, "content-length": String(body.length), origin },
    });
    // Of a forwarded action Next drops the status.
    expect([page, answer.status]).toEqual([page, page === "/sign-in" ? 400 : 200]);
  }
});

test("one that can be read is handled", async () => {
  const id = actionId("app/sign-in/actions.ts", "askForCode");
  const answer = await postAction(`${program.url}/sign-in`, id, ["+13125550199"]);
  expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('"sent":true')]);
});

test("TRACE is answered 405, and the image optimizer is off", async () => {
  expect((await ask(`${program.url}/sign-in`, { method: "TRACE" })).status).toBe(405);
  expect((await ask(`${program.url}/_next/image?url=%2Ficon.svg&w=64&q=75`)).status).toBe(404);
});
