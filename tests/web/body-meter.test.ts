import { describe, expect, test } from "vitest";
import { readForm, readJson } from "@/lib/web/body";
import { authLimit, bodyLimitOf, formLimit, pictureLimit, webhookLimit } from "@/lib/web/body-limits";
import { type BodyKind, BodyMeter, bodyKindOf } from "@/lib/web/body-meter";

const passes = (text: string, kind: BodyKind, limit = formLimit) => new BodyMeter(limit, kind).take(Buffer.from(text));
const byteByByte = (text: string, kind: BodyKind) => {
  const meter = new BodyMeter(formLimit, kind);
  return [...Buffer.from(text)].every((byte) => meter.take(Buffer.from([byte])));
};

describe("a body is measured before it is parsed", () => {
  test("its bytes, to the last one", () => {
    expect(passes("x".repeat(formLimit.bytes), "bytes")).toBe(true);
    expect(passes("x".repeat(formLimit.bytes + 1), "bytes")).toBe(false);
  });

  test("the parameters of a form: 100 pass, 101 don't", () => {
    const form = (count: number) => Array.from({ length: count }, (_, at) => `k${at}=1`).join("&");
    for (const read of [passes, byteByByte]) {
      expect(read(form(100), "form")).toBe(true);
      expect(read(form(101), "form")).toBe(false);
    }
  });

  test("the depth of JSON, wherever the chunks are cut; brackets inside of strings don't count", () => {
    const deep = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    for (const read of [passes, byteByByte]) {
      expect(read(deep(formLimit.depth), "json")).toBe(true);
      expect(read(deep(formLimit.depth + 1), "json")).toBe(false);
      expect(read(`{"a":"${"[{".repeat(500)}\\"${"[".repeat(500)}"}`, "json")).toBe(true);
      expect(read(`["\\\\",${deep(formLimit.depth)}]`, "json")).toBe(false);
    }
  });

  test("the arguments of a server action are JSON, whatever their type claims, and in every part", () => {
    const deep = "[".repeat(formLimit.depth + 1);
    const acted = (text: string, type: string) =>
      new BodyMeter(formLimit, bodyKindOf(type), true).take(Buffer.from(text));
    for (const type of ["application/octet-stream", "image/png", ""]) expect(acted(deep, type)).toBe(false);
    const form = "application/x-www-form-urlencoded";
    expect([acted(deep, form), acted("a&".repeat(101), form)]).toEqual([false, false]);
    const part = (content: string) => `--x\r\ncontent-disposition: form-data; name="0"\r\n\r\n${content}\r\n--x--\r\n`;
    const multipart = "multipart/form-data; boundary=x";
    expect(acted(part(deep), multipart)).toBe(false);
    expect(acted(part('[{"name":"Ana"}]'), multipart)).toBe(true);
    expect(bodyKindOf(multipart)).toBe("multipart");
  });

  test("the keys and the elements of JSON", () => {
    const object = (count: number) => `{${Array.from({ length: count }, (_, at) => `"${at}":0`).join(",")}}`;
    expect(passes(object(formLimit.keys), "json")).toBe(true);
    expect(passes(object(formLimit.keys + 1), "json")).toBe(false);
    expect(passes(`[${"0,".repeat(formLimit.elements)}0]`, "json")).toBe(true);
    expect(passes(`[${"0,".repeat(formLimit.elements + 1)}0]`, "json")).toBe(false);
  });

  test("the parts of a multipart body", () => {
    const parts = (count: number) =>
      `${"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n".repeat(count)}--x--\r\n`;
    for (const read of [passes, byteByByte]) {
      expect(read(parts(100), "multipart")).toBe(true);
      expect(read(parts(103), "multipart")).toBe(false);
    }
  });
});

describe("the limit of a route", () => {
  test.each([
    ["/webhooks/messages/inbound", webhookLimit.bytes],
    ["/api/auth/callback/credentials", authLimit.bytes],
    ["/join/abc", formLimit.bytes],
    ["/nadia", formLimit.bytes],
    ["/settings/picture", pictureLimit.bytes],
    ["/settings/pictures", 256 * 1024],
    ["/members/import/upload", 3_000_000],
    ["/members/import/uploads", 256 * 1024],
    ["/membership", formLimit.bytes],
  ])("%s", (path, bytes) => expect(bodyLimitOf(path, 3).bytes).toBe(bytes));
});

describe("the readers", () => {
  const post = (body: BodyInit, headers: Record<string, string> = {}) =>
    new Request("http://tenfour.test/", { method: "POST", body, headers });

  test("a form", async () => {
    expect((await readForm(post("a=1&b=%C3%A9")))?.get("b")).toBe("é");
    expect(await readForm(post("a&".repeat(200)))).toBeNull();
    expect(await readForm(post("a=1", { "content-length": "99999999" }))).toBeNull();
  });

  test("JSON, and what is none", async () => {
    expect(await readJson(post('{"a":1}'))).toEqual({ value: { a: 1 } });
    expect(await readJson(post("nothing"))).toEqual({ value: undefined });
    expect(await readJson(post("[".repeat(100_000)))).toBeNull();
    expect(await readJson(new Request("http://tenfour.test/"))).toEqual({ value: undefined });
  });

  test("a stream is left as soon as too much has arrived", async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled++;
        controller.enqueue(new Uint8Array(16 * 1024));
      },
    });
    const request = new Request("http://tenfour.test/", {
      method: "POST",
      body: endless,
      duplex: "half",
    } as RequestInit);
    expect(await readForm(request)).toBeNull();
    expect(pulled).toBeLessThan(10);
  });
});
