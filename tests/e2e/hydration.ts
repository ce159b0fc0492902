import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";

/**
 * Waits until React has taken over every control of the page. Before that a click on a control goes nowhere, which on
 * a slow machine no retry of the check after it repairs. Pages without React (the public ones) are ready at once.
 */
async function hydrated(page: Page): Promise<void> {
  await expect
    .poll(
      () =>
        page.evaluate(() => {
          if (!document.querySelector('script[src*="/_next/"]')) return true;
          const controls = [...document.querySelectorAll("body :is(button, input, select, textarea, a[href])")];
          return controls.every((one) => Object.keys(one).some((key) => key.startsWith("__react")));
        }),
      { message: "The page never became interactive.", timeout: 30_000 },
    )
    .toBe(true);
}

const patched = new WeakSet<object>();

function waitIn(page: Page): void {
  if (patched.has(page)) return;
  patched.add(page);
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  page.goto = async (url, options) => {
    const response = await goto(url, options);
    await hydrated(page);
    return response;
  };
  page.reload = async (options) => {
    const response = await reload(options);
    await hydrated(page);
    return response;
  };
}

function waitInPagesOf(context: BrowserContext): void {
  if (patched.has(context)) return;
  patched.add(context);
  const newPage = context.newPage.bind(context);
  context.newPage = async () => {
    const page = await newPage();
    waitIn(page);
    return page;
  };
}

/** Playwright's `test`, whose pages are interactive once `goto` and `reload` return, in every context of its browser. */
export const test = base.extend<{ interactive: undefined }, { interactiveContexts: undefined }>({
  interactiveContexts: [
    async ({ browser }, use) => {
      const newContext = browser.newContext.bind(browser);
      browser.newContext = async (options) => {
        const context = await newContext(options);
        if (options?.javaScriptEnabled !== false) waitInPagesOf(context);
        return context;
      };
      await use(undefined);
    },
    { scope: "worker", auto: true },
  ],
  page: async ({ page, javaScriptEnabled }, use) => {
    if (javaScriptEnabled !== false) waitIn(page);
    await use(page);
  },
  interactive: [
    async ({ context, javaScriptEnabled }, use) => {
      if (javaScriptEnabled !== false) waitInPagesOf(context);
      await use(undefined);
    },
    { auto: true },
  ],
});
