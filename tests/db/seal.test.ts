import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { seal, unseal } from "@/lib/db/seal";

beforeEach(() => {
  vi.stubEnv("DATA_DIR", mkdtempSync(join(tmpdir(), "tenfour-seal-")));
  vi.stubEnv("TENFOUR_ENCRYPTION_KEY", "");
});
afterEach(() => vi.unstubAllEnvs());

test("what was sealed opens again, looks different each time, and does not show", () => {
  const sealed = seal("the secret of the account", "keys");
  expect(unseal(sealed, "keys")).toBe("the secret of the account");
  expect(seal("the secret of the account", "keys")).not.toBe(sealed);
  expect(Buffer.from(sealed.slice(3), "base64url").toString("latin1")).not.toContain("secret");
});

test("the key made at first start is readable by its owner only, and is made once", () => {
  const sealed = seal("x", "keys");
  const file = join(process.env.DATA_DIR as string, "encryption.key");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const made = readFileSync(file, "utf8");
  seal("y", "keys");
  expect(readFileSync(file, "utf8")).toBe(made);
  expect(unseal(sealed, "keys")).toBe("x");
});

test("another key, another purpose, one changed bit and nonsense open nothing", () => {
  const sealed = seal("x", "keys");
  expect(unseal(sealed, "alerts")).toBeNull();
  const bytes = Buffer.from(sealed.slice(3), "base64url");
  for (const at of [0, 15, bytes.length - 1]) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] as number) ^ 1;
    expect(unseal(`v1.${changed.toString("base64url")}`, "keys")).toBeNull();
  }
  expect(unseal("v1.", "keys")).toBeNull();
  expect(unseal("nonsense", "keys")).toBeNull();
  vi.stubEnv("TENFOUR_ENCRYPTION_KEY", "another key of thirty-two characters or more");
  expect(unseal(sealed, "keys")).toBeNull();
});
