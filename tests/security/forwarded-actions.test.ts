import { afterAll, beforeAll, expect, test } from "vitest";
import { Program } from "../program";
import { actionId, postAction } from "./visitor";

/**
 * A server action posted to a page that does not have it is forwarded by Next through localhost. Nobody becomes local,
 * or somebody else, on the way.
 */
let program: Program;
beforeAll(async () => {
  program = await Program.start({ env: { HOST: "0.0.0.0" } });
}, 300_000);
afterAll(() => program?.remove());

const remote = "127.0.0.2";
const leader = {
  name: "Mallory",
  handle: "mallory",
  mobile: "+17732440123",
  timeZone: "America/Chicago",
  number: "+17733659687",
  firstAnswer: "Hi {{link}}",
  picture: null,
};
const proxyHeaders: Record<string, string>[] = [
  {},
  { "x-forwarded-for": "" },
  { "x-forwarded-for": "127.0.0.1" },
  { "x-real-ip": "127.0.0.1" },
];

test.each(proxyHeaders)("a remote visitor with %j never finishes the setup without the key", async (headers) => {
  const finish = actionId("app/welcome/actions.ts", "finish");
  for (const page of ["/sign-in", "/welcome", "/"]) {
    const answer = await postAction(`http://203.0.113.9:${program.port}${page}`, finish, [leader], {
      from: remote,
      headers: { host: `localhost:${program.port}`, origin: `http://localhost:${program.port}`, ...headers },
    });
    expect(answer.text).not.toContain("mobile");
  }
  expect(await program.tenfour("leader", "list")).toEqual([]);
});

test("rotating X-Forwarded-For on a forwarded action buys no more codes: 20 of 45 pass", async () => {
  const askForCode = actionId("app/sign-in/actions.ts", "askForCode");
  const answers = [];
  for (let at = 0; at < 45; at++) {
    const mobile = `+1312555${String(1000 + at)}`;
    answers.push(
      await postAction(`http://localhost:${program.port}/welcome`, askForCode, [mobile], {
        from: remote,
        headers: { "x-forwarded-for": `198.51.100.${at}` },
      }),
    );
  }
  expect(answers.filter((answer) => answer.text.includes('"sent":true'))).toHaveLength(20);
}, 120_000);
