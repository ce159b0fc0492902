import { createSign, generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type SignatureMethod, sign } from "@/lib/carrier/vonage/older-dialect";
import { readWebhook } from "@/lib/carrier/vonage/webhook";
import { bearer, type Form, keys, newer, older, shapes, unsigned } from "./recorded";

const body = JSON.stringify(shapes("inbound")[0]?.body);
const parameters = shapes("older")[0]?.parameters as Record<string, string>;
const read = (webhook: Parameters<typeof readWebhook>[0], with_ = keys) => readWebhook(webhook, with_, new Date());
const why = (authorization: string | null) => {
  const brought = read(newer(body, authorization));
  return brought.kind === "refused" ? brought.why : brought.kind;
};
const seconds = () => Math.floor(Date.now() / 1000);
const token = (header: object, payload: object, signature = "") =>
  `Bearer ${[header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".")}.${signature}`;

describe("the newer signature", () => {
  test("one that is right is believed, whatever claims may be absent", () => {
    expect(why(bearer(body))).toBe("text");
    expect(why(bearer(body, { claims: { application_id: undefined, api_key: undefined, iss: undefined } }))).toBe(
      "text",
    );
    expect(why(bearer(body).replace("Bearer", "bearer"))).toBe("text");
  });

  test("none, another scheme and nonsense are refused", () => {
    for (const header of [
      null,
      "",
      "Bearer",
      "Bearer x",
      "Basic YWJjZDpzM2NyM3Q=",
      "Bearer a.b.c",
      "Bearer ..",
      bearer(body).slice(7),
    ])
      expect(why(header)).not.toBe("text");
  });

  test("another secret, another body, another account, another application, another issuer are refused", () => {
    expect(why(bearer(body, { secret: "guessed" }))).toBe("bad signature");
    expect(why(bearer(`${body} `))).toBe("another body");
    expect(why(bearer(body, { claims: { payload_hash: undefined } }))).toBe("claims missing");
    expect(why(bearer(body, { claims: { api_key: "other" } }))).toBe("another account");
    expect(why(bearer(body, { claims: { application_id: "other" } }))).toBe("another application");
    expect(why(bearer(body, { claims: { iss: "Someone" } }))).toBe("claims missing");
  });

  test("only HS256: not HS512 with the right secret, not none, not a key pair of the forger's", () => {
    expect(why(bearer(body, { header: { alg: "HS512" }, hash: "sha512" }))).toBe("bad signature");
    const claims = JSON.parse(Buffer.from(bearer(body).split(".")[1] as string, "base64url").toString());
    for (const alg of ["none", "None", "NONE"]) {
      expect(why(token({ alg, typ: "JWT" }, claims))).not.toBe("text");
      expect(why(token({ alg, typ: "JWT" }, claims, "AAAA"))).toBe("bad signature");
    }
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const unsignedToken = token({ alg: "RS256", typ: "JWT" }, claims).slice(7, -1);
    const signature = createSign("sha256").update(unsignedToken).sign(privateKey, "base64url");
    expect(why(`Bearer ${unsignedToken}.${signature}`)).toBe("bad signature");
    // The classic: our secret taken for a public key, or the public key for a secret.
    const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
    expect(why(bearer(body, { secret: pem }))).toBe("bad signature");
  });

  test("old ones and ones from the future are refused, with a little patience for clocks", () => {
    expect(why(bearer(body, { claims: { iat: seconds() - 240 } }))).toBe("text");
    expect(why(bearer(body, { claims: { iat: seconds() - 26 * 3_600 } }))).toBe("too old or from the future");
    expect(why(bearer(body, { claims: { iat: seconds() + 26 * 3_600 } }))).toBe("too old or from the future");
    expect(why(bearer(body, { claims: { iat: seconds() + 30 } }))).toBe("text");
    expect(why(bearer(body, { claims: { iat: seconds() + 300 } }))).not.toBe("text");
    expect(why(bearer(body, { claims: { iat: undefined } }))).toBe("claims missing");
    expect(why(bearer(body, { claims: { exp: seconds() - 300 } }))).toBe("expired");
  });

  test("a retry that was not signed anew is accepted for 24 hours, and says how late it is", () => {
    for (const late of [400, 3_600, 23.9 * 3_600]) {
      const brought = read(newer(body, bearer(body, { claims: { iat: seconds() - late } })));
      expect(brought.kind).toBe("text");
      expect(brought.lateSeconds).toBeGreaterThanOrEqual(Math.floor(late));
    }
  });

  test("a clock that runs wrong is named with the difference, and only where everything else is right", () => {
    const off = (change: Parameters<typeof bearer>[1]) => {
      const brought = read(newer(body, bearer(body, change)));
      return brought.kind === "refused" ? (brought.clockOffSeconds ?? brought.why) : brought.kind;
    };
    expect(off({ claims: { iat: seconds() + 300 } })).toBe(300);
    expect(off({ claims: { iat: seconds() + 300 }, secret: "guessed" })).toBe("bad signature");
    expect(off({ claims: { iat: seconds() + 300, payload_hash: "0".repeat(64) } })).toBe("another body");
  });

  test("a query that the JWT does not cover is not read", () => {
    const query = String(new URLSearchParams(parameters));
    const webhook = { ...newer(""), method: "GET", query };
    expect(read(webhook)).toMatchObject({ kind: "refused", why: "the signature does not cover the query" });
    expect(read({ ...webhook, query: `${query}&sig=1` }).kind).toBe("refused");
  });

  test("without a secret of ours nothing is believed, not even what is signed with nothing", () => {
    const none = { ...keys, signatureSecret: "" };
    expect(read(newer(body, bearer(body, { secret: "" })), none).kind).toBe("refused");
    expect(read(older(parameters, "form", "sha256", ""), none).kind).toBe("refused");
    expect(read(older(parameters, "form", "md5hash", ""), { ...none, signatureMethod: "md5hash" }).kind).toBe(
      "refused",
    );
  });
});

describe("the older signature", () => {
  const methods: SignatureMethod[] = ["md5hash", "md5", "sha1", "sha256", "sha512"];
  const forms: Form[] = ["GET", "form", "JSON"];

  test.each(methods.flatMap((method) => forms.map((form) => [method, form] as const)))(
    "%s as %s is believed",
    (method, form) => {
      const brought = read(older(parameters, form, method), { ...keys, signatureMethod: method });
      expect(brought).toMatchObject({ kind: "text", text: { text: "Hello & welcome = 5" } });
    },
  );

  test.each(methods)("%s is refused where another method is agreed, and where one sign was changed", (method) => {
    const agreed = { ...keys, signatureMethod: method };
    for (const other of methods.filter((one) => one !== method))
      expect(read(older(parameters, "form", other), agreed).kind).toBe("refused");
    const right = older(parameters, "form", method);
    const told = Object.fromEntries(new URLSearchParams(right.body.toString())) as Record<string, string>;
    expect(read(unsigned({ ...told, text: "Send me money" }, "form"), agreed).kind).toBe("refused");
    expect(read(unsigned({ ...told, more: "1" }, "form"), agreed).kind).toBe("refused");
    expect(read(unsigned({ ...told, sig: "" }, "form"), agreed).kind).toBe("refused");
    expect(read(unsigned({ ...told, sig: (told.sig as string).toUpperCase() }, "form"), agreed).kind).toBe("text");
  });

  test.each(methods)("%s covers the names: none can swallow its neighbors, such as the id of the text", (method) => {
    const right = older(parameters, "form", method);
    const told = Object.fromEntries(new URLSearchParams(right.body.toString())) as Record<string, string>;
    const names = Object.keys(told).filter((name) => name !== "sig");
    const sorted = names.sort();
    for (let at = 1; at < sorted.length; at++) {
      const [before, name] = [sorted[at - 1] as string, sorted[at] as string];
      const { [before]: first = "", [name]: second = "", ...rest } = told;
      const swallowed = { ...rest, [`${before}=${first.replace(/[&=]/g, "_")}&${name}`]: second };
      // The same string is signed, so only the names give it away.
      expect(sign(swallowed, keys.signatureSecret, method)).toBe(told.sig);
      expect(read(unsigned(swallowed, "form"), { ...keys, signatureMethod: method }).kind).toBe("refused");
    }
  });

  test("is believed within five minutes of its signed timestamp, whatever the message says, and not without one", () => {
    const at = (timestamp: string | number) =>
      read(older(parameters, "form", "sha256", keys.signatureSecret, { timestamp: String(timestamp) }));
    expect(at(seconds() - 290).kind).toBe("text");
    expect(at(seconds() + 290).kind).toBe("text");
    expect(at(seconds() - 310)).toMatchObject({ kind: "refused", clockOffSeconds: -310 });
    expect(at(seconds() + 310)).toMatchObject({ kind: "refused", clockOffSeconds: 310 });
    expect(at(1_577_880_000)).toMatchObject({ kind: "refused", why: "too old or from the future" });
    for (const none of ["", "x", "2026-11-03 12:14:25", "-5"])
      expect(at(none)).toMatchObject({ kind: "refused", why: "no timestamp" });
  });

  test.each(forms)("is turned off unless a method is chosen, and says so where it is genuine (%s)", (form) => {
    const off = { ...keys, signatureMethod: "" as const };
    for (const method of methods)
      expect(read(older(parameters, form, method), off)).toMatchObject({ kind: "refused", dialectOff: true });
    expect(read(older(parameters, form, "sha256", "guessed"), off)).toMatchObject({
      kind: "refused",
      dialectOff: false,
    });
  });

  test.each(forms)("covers every parameter, in a query as in a body (%s)", (form) => {
    const told = Object.fromEntries(new URLSearchParams(older(parameters, "form").body.toString())) as Record<
      string,
      string
    >;
    expect(read(unsigned(told, form)).kind).toBe("text");
    for (const name of Object.keys(told).filter((one) => one !== "sig"))
      expect(read(unsigned({ ...told, [name]: `${told[name]}1` }, form)).kind).toBe("refused");
  });

  test("a signed body cannot be widened by a query beside it", () => {
    const webhook = older(parameters, "form");
    expect(read({ ...webhook, query: "to=12025550100" }).kind).toBe("text");
    expect(read({ ...webhook, query: "extra=1" }).kind).toBe("refused");
    const brought = read({ ...webhook, query: "to=12025550100" });
    expect(brought.kind === "text" && brought.text.to).toBe("+17733659687");
  });
});
