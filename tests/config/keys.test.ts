import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";

const first = "the-first-secret-of-the-tests";
const second = "the-second-secret-of-the-tests";
const kept = { ...process.env };

/** The modules as a program that starts with these settings has them. */
async function start(settings: Record<string, string>) {
  vi.resetModules();
  for (const name of ["NEXTAUTH_SECRET", "NEXTAUTH_SECRET_PREVIOUS", "TENFOUR_SUPPRESSION_KEY"])
    delete process.env[name];
  Object.assign(process.env, { PUBLIC_URL: "http://tenfour.test", ...settings });
  const [keys, media, code, links] = await Promise.all([
    import("@/lib/config/keys"),
    import("@/lib/media/sign"),
    import("@/lib/links/code"),
    import("@/lib/members/links"),
  ]);
  return { ...keys, ...media, ...code, ...links };
}

beforeAll(() => {
  vi.resetModules();
});
beforeEach(() => vi.resetModules());
afterAll(() => {
  process.env = kept;
  vi.resetModules();
});

const now = new Date("2026-11-27T12:00:00Z");
const file = { leaderId: 1, id: "0b8f9f2e-3b1f-4f0e-9f56-0d6e4c1f2a10", variant: "original" as const };
const link = { leaderId: 3, linkId: 412, memberId: 18 };
const tokenIn = (url: string) => (url.split("/").at(-1) as string).replace(/\.jpg$/, "");

describe("keys", () => {
  test("each purpose has its own, and none is the secret", async () => {
    const { key } = await start({ NEXTAUTH_SECRET: first });
    const purposes = [
      "session",
      "known-device",
      "sign-in-code",
      "media-url",
      "sign-up-link",
      "tracked-link",
      "suppression",
    ] as const;
    const all = new Set(purposes.map((purpose) => key(purpose).toString("hex")));
    expect(all.size).toBe(purposes.length);
    expect(all.has(Buffer.from(first).toString("hex"))).toBe(false);
  });

  test("what one purpose signed is nothing for another", async () => {
    const { sign, isSigned } = await start({ NEXTAUTH_SECRET: first });
    expect(isSigned("media-url", "x", sign("media-url", "x"))).toBe(true);
    expect(isSigned("tracked-link", "x", sign("media-url", "x"))).toBe(false);
    expect(isSigned("media-url", "x", new Uint8Array())).toBe(false);
  });

  test("a session signed with the bare secret is nothing", async () => {
    const { isSigned } = await start({ NEXTAUTH_SECRET: first });
    expect(isSigned("session", "x", createHmac("sha256", first).update("x").digest())).toBe(false);
  });
});

describe("after a rotation", () => {
  const rotated = { NEXTAUTH_SECRET: second, NEXTAUTH_SECRET_PREVIOUS: first };

  test("media addresses and tracked links of the previous secret work, until it is removed", async () => {
    const before = await start({ NEXTAUTH_SECRET: first });
    const token = tokenIn(before.signedUrl({ ...file, type: "image/jpeg", seconds: 60 }, now));
    const code = before.codeOf(link);
    const after = await start(rotated);
    expect(after.readSigned(token, now)).toMatchObject(file);
    expect(after.readCode(code)).toEqual(link);
    expect(after.codeOf(link)).not.toBe(code);
    const later = await start({ NEXTAUTH_SECRET: second });
    expect(later.readSigned(token, now)).toBeNull();
    expect(later.readCode(code)).toBeNull();
  });

  test("a sign-up link keeps its token while its text waits to be sent", async () => {
    const one = { leaderId: 1, memberId: 2 };
    const before = await start({ NEXTAUTH_SECRET: first });
    const id = createHmac("sha256", before.key("sign-up-link")).update("id").digest("base64url").slice(0, 6);
    const nonce = `${id}.abcdefghijklmnop`;
    const token = before.tokenOf({ ...one, nonce });
    expect((await start(rotated)).tokenOf({ ...one, nonce })).toBe(token);
  });
});

describe("values made before keys were derived", () => {
  const bare = (value: string | Buffer) => createHmac("sha256", first).update(value).digest();

  test("media addresses still open", async () => {
    const { readSigned } = await start({ NEXTAUTH_SECRET: first });
    const named = `${file.leaderId}.${file.id}.o.${Math.floor(now.getTime() / 1000) + 60}`;
    const seal = bare(`media:${named}`).toString("base64url").slice(0, 32);
    expect(readSigned(`${Buffer.from(named).toString("base64url")}.${seal}`, now)).toMatchObject(file);
    expect(
      readSigned(
        `${Buffer.from(named).toString("base64url")}.${seal.replace(/^./, (c) => (c === "A" ? "B" : "A"))}`,
        now,
      ),
    ).toBeNull();
  });

  test("tracked links still lead on", async () => {
    const { readCode } = await start({ NEXTAUTH_SECRET: first });
    const plain = Buffer.from([5, 7, 9]);
    const bytes = Buffer.concat([bare(Buffer.concat([Buffer.from("go:"), plain])).subarray(0, 6), plain]);
    let rest = BigInt(`0x01${bytes.toString("hex")}`);
    let code = "";
    const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    for (; rest > 0n; rest /= 62n) code = digits[Number(rest % 62n)] + code;
    expect(readCode(code)).toEqual({ leaderId: 5, linkId: 7, memberId: 9 });
  });

  test("sign-up links in texts that wait are made as they were", async () => {
    const { tokenOf } = await start({ NEXTAUTH_SECRET: first });
    const nonce = "abcdefghijklmnop";
    expect(tokenOf({ leaderId: 1, memberId: 2, nonce })).toBe(
      bare(`link:1:2:${nonce}`).toString("base64url").slice(0, 22),
    );
  });
});
