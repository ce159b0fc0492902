import { sessionCookie } from "@/lib/team/session-cookie";
import type { Knock } from "./knocks";

/** What the requests of a walk come with. Only the way a cookie arrives is made up: use it as the mock of next/headers. */
export const browser = { cookie: "", path: "/inbox" };
export const nextHeaders = {
  headers: async () => new Headers({ "x-tenfour-path": browser.path }),
  cookies: async () => ({
    get: (name: string) => (name === sessionCookie() ? { value: browser.cookie } : undefined),
  }),
};

/** For what takes no id: an empty request, an action without input, or a page without parameters. */
export function plainKnock(way: string): Knock {
  const none = () => Promise.resolve({});
  if (way === "default") {
    return { rule: "own", ask: (page: (props: unknown) => unknown) => page({ params: none(), searchParams: none() }) };
  }
  if (!/^[A-Z]+$/.test(way)) return { rule: "own", ask: (door: (input: unknown) => unknown) => door({}) };
  const request = () => new Request("http://tenfour.test/", { method: way, ...(way === "POST" ? { body: "x" } : {}) });
  return {
    rule: "own",
    ask: (door: (request: Request, context: unknown) => unknown) => door(request(), { params: none() }),
  };
}
