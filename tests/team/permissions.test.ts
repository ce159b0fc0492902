import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { can, type Permission, permissions, type Role } from "@/lib/team/permissions";
import { sources } from "../imports";

const roles: Role[] = ["owner", "admin", "writer", "reader"];
const all = Object.keys(permissions) as Permission[];

describe("permissions", () => {
  it("are never more for a lower role than for a higher one", () => {
    for (const permission of all)
      for (let at = 1; at < roles.length; at++)
        if (can(roles[at] as Role, permission))
          expect([permission, can(roles[at - 1] as Role, permission)]).toEqual([permission, true]);
  });

  it("let a reader change nothing but how they sign in", () => {
    expect(all.filter((permission) => can("reader", permission))).toEqual([
      "broadcasts.review",
      "security.editOwn",
      "security.confirm",
      "security.signOut",
    ]);
  });

  it("keep what cannot easily be taken back from writers", () => {
    for (const permission of [
      "members.deleteMany",
      "members.import",
      "members.export",
      "numbers.buy",
      "numbers.release",
    ] as const)
      expect([permission, can("writer", permission)]).toEqual([permission, false]);
    expect(can("admin", "numbers.release")).toBe(false);
  });

  it("are asked by name everywhere: no route or screen compares roles by itself, and none is unused", () => {
    const files = sources("app", "components").map((file) => [file, readFileSync(file, "utf8")] as const);
    const comparing = files.filter(([, text]) => /\brole\s*[!=]==\s*"(owner|admin|writer|reader)"/.test(text));
    expect(comparing.map(([file]) => file)).toEqual([]);
    const unused = all.filter((permission) => !files.some(([, text]) => text.includes(`"${permission}"`)));
    expect(unused).toEqual([]);
  });
});
