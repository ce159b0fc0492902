import { type Browser, chromium } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browserArguments, findBrowser } from "../browser";
import { Program, until } from "../program";
import { Phones } from "../simulator";
import { publicName, ReverseProxy } from "./proxy-servers";

/** A browser that uses Tenfour over https, behind Caddy as docs/deploy recommends it. */
let program: Program;
let proxy: ReverseProxy;
let browser: Browser;
beforeAll(async () => {
  program = await Program.start({
    env: { PUBLIC_URL: `https://${publicName}`, HOST: "127.0.0.1", TRUST_PROXY: "127.0.0.1" },
  });
  proxy = await ReverseProxy.start("caddy", program.port);
  browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: [...browserArguments, `--host-resolver-rules=MAP ${publicName}:443 127.0.0.1:${proxy.httpsPort}`],
  });
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await proxy?.stop();
  await program?.remove();
});

test("signs in, keeps its session in __Host- cookies, gets live events, and signs in by a passkey", async () => {
  const leader = await program.createLeader();
  const token = (await until("the token", () => /asks for this token: (\S+)/.exec(program.output), 60_000))[1];
  const phones = new Phones(`${program.url}/simulator/api`, { authorization: `Bearer ${token}` });
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
  });

  await page.goto(`https://${publicName}/inbox`);
  await page.getByLabel(/mobile/i).fill(leader.mobile);
  await page.getByRole("button", { name: /text me a code/i }).click();
  await page.getByLabel(/six-digit code/i).waitFor();
  const [, code] = await phones.read(leader.mobile, /^(\d{6}) is your/);
  await page.getByLabel(/six-digit code/i).fill(code as string);
  await page.waitForURL(/^[^?]+\/inbox/);

  const cookies = await context.cookies();
  expect(cookies.map(({ name }) => name)).toContain("__Host-tenfour_session");
  for (const { name, secure, httpOnly, sameSite, domain } of cookies) {
    expect({ name, secure, httpOnly }).toEqual({ name, secure: true, httpOnly: true });
    expect(["Lax", "Strict"]).toContain(sameSite);
    expect(domain).toBe(publicName);
  }

  // A new text appears by itself: events come through the proxy unbuffered.
  await phones.text("+14165550123", leader.number, "Hello through https");
  await page.getByText("Hello through https").first().waitFor();

  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(`https://${publicName}/settings/security`);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByRole("region", { name: "Passkeys", exact: true }).getByRole("listitem").waitFor();

  await context.clearCookies({ name: "__Host-tenfour_session" });
  await page.goto(`https://${publicName}/sign-in?next=/settings/security`);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.waitForURL(/^[^?]+\/settings\/security/);
  expect(problems).toEqual([]);
}, 180_000);
