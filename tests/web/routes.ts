import { readFileSync } from "node:fs";

/** Values for the parameters of routes, by name; any other gets "1". */
const samples: Record<string, string> = {
  handle: "nadia",
  token: "AAAAAAAAAAAAAAAAAAAAAA",
  code: "AAAAAAA",
  nextauth: "callback/credentials",
  path: "state",
};

/** A route of the build: its path as Next spells it, with parameters in brackets, and whether a page stands there. */
export type BuiltRoute = { pattern: string; isPage: boolean };

/** Every route there is, as the build lists them. The webhooks' fast path serves some of the same. */
export function builtRoutes(): BuiltRoute[] {
  const manifest = JSON.parse(readFileSync(".next/server/app-paths-manifest.json", "utf8")) as Record<string, string>;
  return Object.keys(manifest)
    .map((key) => ({
      pattern: key.replace(/\/\([^)]+\)/g, "").replace(/\/(page|route)$/, "") || "/",
      isPage: key.endsWith("/page"),
    }))
    .filter(({ pattern }) => !pattern.startsWith("/_"))
    .sort((a, b) => a.pattern.localeCompare(b.pattern));
}

/** The address of a route with `value` (percent-encoded) in the place of every parameter, or samples where it is left out. */
export function addressOf({ pattern }: BuiltRoute, value?: string): string {
  return pattern.replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name: string) => value ?? samples[name] ?? "1");
}
