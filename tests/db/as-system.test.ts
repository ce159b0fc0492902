import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sources } from "../imports";

/**
 * Every place that leaves the limits of row-level security within a leader's request, and why. A new line here is a
 * decision: its SQL must name the leader itself, or be about the whole instance.
 */
const allowed: Record<string, string[]> = {
  "app/(leader)/broadcasts/actions.ts": ["hot read"],
  "app/(leader)/find/route.ts": ["hot read"],
  "app/(leader)/members/count/route.ts": ["hot read"],
  "app/(leader)/members/rows/route.ts": ["hot read"],
  "app/(leader)/segments/count/route.ts": ["hot read"],
  "app/(leader)/segments/sizes/route.ts": ["hot read"],
  "app/(leader)/settings/carrier/actions.ts": ["operator"],
  "app/(leader)/settings/health/actions.ts": ["operator"],
  "app/(leader)/settings/health/page.tsx": ["operator"],
  "app/(leader)/settings/numbers/actions.ts": ["among all leaders"],
  "app/(leader)/settings/numbers/page.tsx": ["operator"],
  "lib/broadcasts/taps.ts": ["background"],
  "lib/carrier/load.ts": ["background"],
  "lib/inbound/door-counts.ts": ["background"],
  "lib/operator/limits.ts": ["operator"],
  "lib/operator/operator-leader.ts": ["operator"],
  "lib/operator/storage-limit.ts": ["operator"],
  "lib/operator/suspension.ts": ["operator"],
  "lib/operator/usage.ts": ["operator"],
  "lib/tally/count.ts": ["background"],
  "lib/team/fresh-sign-in.ts": ["sign-in"],
  "lib/team/members.ts": ["among all leaders"],
  "lib/team/operator-access.ts": ["operator"],
  "lib/team/passkeys.ts": ["sign-in"],
};

test("only the listed places see every leader's rows within a leader's request", () => {
  const found: Record<string, string[]> = {};
  for (const file of sources("app", "components", "lib")) {
    if (file === "lib/db/scope.ts") continue;
    const reasons = [...readFileSync(file, "utf8").matchAll(/\basSystem\(\s*("[^"]*")?/g)].map((match) =>
      match[1] ? match[1].slice(1, -1) : "not a literal",
    );
    if (reasons.length > 0) found[file] = [...new Set(reasons)].sort();
  }
  expect(found).toEqual(allowed);
});

test("only the server narrows a request, and nothing reaches around the scope to a connection of its own", () => {
  const files = sources("app", "components", "lib").filter((file) => !file.startsWith("lib/db/"));
  const using = (pattern: RegExp) => files.filter((file) => pattern.test(readFileSync(file, "utf8"))).sort();
  expect(using(/\bsetTenant\(/)).toEqual(["lib/team/session.ts"]);
  // Each has no leader yet: rate limits, webhooks, a worker.
  expect(using(/\bpool\(\)/)).toEqual(["lib/imports/work.ts", "lib/inbound/write.ts", "lib/team/limits.ts"]);
  expect(using(/new pg\.(Client|Pool)\(/)).toEqual(["lib/live/listen.ts"]);
});
