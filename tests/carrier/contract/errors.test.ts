import { generateKeyPairSync } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Failure } from "@/lib/carrier/carrier";
import { explain, messagesFailure, olderFailure } from "@/lib/carrier/vonage/errors";
import { timeout } from "@/lib/carrier/vonage/open-lines";
import { patiently } from "@/lib/carrier/vonage/patience";
import { vonage } from "@/lib/carrier/vonage/vonage";
import { freePort } from "@/tests/program";
import { keys } from "./recorded";

type Remedy = Failure["remedy"];

/** docs/carrier.md, "Codes to act on", once more and by hand: the table in the code is compared with this one. */
const messagesTable: [string, Remedy][] = [
  ["1000", "retry"],
  ["1020", "give_up"],
  ["1050", "opt_out"],
  ["1070", "stop"],
  ["1120", "give_up"],
  ["1170", "unreachable"],
  ["1180", "unreachable"],
  ["1190", "unreachable"],
  ["1210", "give_up"],
  ["1240", "opt_out"],
  ["1330", "give_up"],
  ["1340", "give_up"],
  ["1420", "give_up"],
  ["9876", "give_up"],
];
const olderTable: [string, Remedy][] = [
  ...["1", "2", "4", "5", "6", "7", "8", "10", "11", "12", "13", "14", "99"].map((code): [string, Remedy] => [
    code,
    "give_up",
  ]),
  ["3", "unreachable"],
  ["9", "opt_out"],
  ["15", "stop"],
];

describe("what a code in a receipt does", () => {
  test.each(messagesTable)("Messages API %s: %s", (code, remedy) => {
    for (const given of [code, Number(code)]) {
      const failure = messagesFailure(given, "as the carrier says it");
      expect([failure.code, failure.remedy]).toEqual([code, remedy]);
      expect(failure.reason).toMatch(/^[A-Z“].{8,}[.)]|says it$/);
    }
    expect(explain(code).remedy).toBe(remedy);
  });

  test.each(olderTable)("SMS API %s: %s", (code, remedy) => {
    expect([olderFailure(code).code, olderFailure(code).remedy]).toEqual([code, remedy]);
    expect(explain(code).remedy).toBe(remedy);
  });

  test("a code that is no code is kept and shown, and bounded", () => {
    expect(messagesFailure(undefined, undefined)).toMatchObject({ code: "unknown", remedy: "give_up" });
    expect(messagesFailure({ a: 1 }, 7).code.length).toBeLessThanOrEqual(40);
    expect(messagesFailure("x".repeat(5_000), "y".repeat(5_000)).reason.length).toBeLessThan(300);
  });
});

describe("what the carrier's answer to a send means", () => {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  let answer: (response: http.ServerResponse, request: http.IncomingMessage) => void;
  let asked = 0;
  const server = http.createServer((request, response) => {
    asked++;
    request.resume();
    request.on("end", () => answer(response, request));
  });
  let host: string;

  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const line = (change: object = {}) =>
    vonage({ ...keys, apiSecret: "s", privateKey, apiHost: host, restHost: host, ...change });
  const send = (change: object = {}) =>
    line(change).send({ from: "+17733659687", to: "+14155550101", text: "hi", ref: "m.1.2.3" });
  const problem = (status: number, body: unknown) => {
    answer = (response) => response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };

  test("202 is accepted", async () => {
    problem(202, { message_uuid: "u-1" });
    expect(await send()).toEqual({ kind: "accepted", carrierId: "u-1" });
  });

  test.each([401, 403])("%s: our keys: everything stops", async (status) => {
    problem(status, { title: "Unauthorized", detail: "no" });
    expect(await send()).toMatchObject({ kind: "refused", failure: { remedy: "stop" } });
  });

  test("402: out of credit: everything stops", async () => {
    problem(402, { title: "Low balance" });
    expect(await send()).toMatchObject({
      kind: "refused",
      failure: { remedy: "stop", reason: expect.stringContaining("credit") },
    });
  });

  test("422: never again", async () => {
    problem(422, { title: "Invalid params", detail: "to: is no number" });
    const outcome = await send();
    expect(outcome).toMatchObject({ kind: "refused", failure: { remedy: "give_up" } });
    expect(outcome.kind === "refused" && outcome.failure.reason).toContain("to: is no number");
  });

  test.each([
    ["1120", "give_up"],
    ["1240", "opt_out"],
    ["1170", "unreachable"],
    ["1070", "stop"],
  ])("422 with %s: %s", async (title, remedy) => {
    problem(422, { title, detail: "x" });
    expect(await send()).toMatchObject({ kind: "refused", failure: { code: title, remedy } });
  });

  test.each([
    [429, { title: "1000" }],
    [500, {}],
    [503, "no JSON here"],
    [422, { title: 1000 }],
  ])("%s with %o: the same text later", async (status, body) => {
    problem(status as number, body);
    expect((await send()).kind).toBe("throttled");
  });

  test("a line that breaks after the request left is unknown, never sent again by itself", async () => {
    answer = (response) => response.socket?.destroy();
    const before = asked;
    expect((await send()).kind).toBe("unknown");
    expect(asked - before).toBe(1);
  });

  test(
    "a carrier that takes the request and says nothing is not waited for without end: unknown, asked once",
    async () => {
      answer = () => {};
      const before = asked;
      expect(await send()).toMatchObject({ kind: "unknown" });
      expect(asked - before).toBe(1);
    },
    3 * timeout,
  );

  test("a redirect is not followed: a text is asked for once", async () => {
    answer = (response) => response.writeHead(307, { location: "/elsewhere" }).end();
    const before = asked;
    expect((await send()).kind).toBe("throttled");
    expect(asked - before).toBe(1);
  });

  test.each([301, 302, 307, 308, 408, 421, 425, 500, 501, 503])(
    "%s: certainly not sent, so the same text later",
    async (status) => {
      answer = (response) => response.writeHead(status, { location: "/elsewhere" }).end("<html>");
      expect(await send()).toMatchObject({ kind: "throttled", down: true });
    },
  );

  test.each([303, 502, 504, 505, 520, 522, 524, 599])(
    "%s: it may have been sent, so never again by itself",
    async (status) => {
      answer = (response) => response.writeHead(status, { location: "/elsewhere" }).end("<html>");
      expect((await send()).kind).toBe("unknown");
    },
  );

  test.each([404, 405, 410])("%s: the address is wrong for every text, so that none fails for it", async (status) => {
    problem(status, { title: "Not Found" });
    expect(await send()).toMatchObject({ kind: "refused", failure: { remedy: "stop" } });
  });

  const pages = "https://developer.vonage.com/api-errors/messages";
  test.each([
    [422, { type: `${pages}#1240`, title: "Illegal number", detail: "x" }, "1240", "opt_out"],
    [403, { type: `${pages}#1240`, title: "Forbidden", detail: "x" }, "1240", "opt_out"],
    [403, { type: `${pages}#1120`, title: "Illegal sender" }, "1120", "give_up"],
    [422, { type: `${pages}#1170`, title: "Invalid number" }, "1170", "unreachable"],
    [422, { type: pages, title: "Refused", detail: "Error 1050: the number is barred" }, "1050", "opt_out"],
    [400, { type: `${pages}#9999`, title: "Something new", detail: "x" }, "9999", "give_up"],
    [422, { type: `${pages}#1240/`, title: "Illegal number" }, "1240", "opt_out"],
    [422, { title: "1240 Opted out" }, "1240", "opt_out"],
    [422, { code: "1240", title: "Illegal number" }, "1240", "opt_out"],
    [401, { type: `${pages}#1240`, title: "Unauthorized" }, "1240", "opt_out"],
    [401, { type: `${pages}#1120`, title: "Unauthorized" }, "1120", "stop"],
    [403, { type: "https://developer.vonage.com/api-errors#forbidden", title: "Forbidden" }, "403", "stop"],
  ])("%s with the code in %o: %s, %s", async (status, body, code, remedy) => {
    problem(status, body);
    expect(await send()).toMatchObject({ kind: "refused", failure: { code, remedy } });
  });

  test("taken, but in words nobody can read: unknown", async () => {
    answer = (response) => response.writeHead(202, { "content-type": "application/json" }).end("<html>");
    expect((await send()).kind).toBe("unknown");
  });

  test("nobody listening is certain: nothing left, so later", async () => {
    const port = await freePort();
    expect((await send({ apiHost: `http://127.0.0.1:${port}` })).kind).toBe("throttled");
  });

  test("keys that cannot sign let nothing leave, and everything stops", async () => {
    const before = asked;
    for (const change of [{ privateKey: "" }, { privateKey: "nonsense" }, { applicationId: "", privateKey: "" }])
      expect(await send(change)).toMatchObject({ kind: "refused", failure: { remedy: "stop" } });
    expect(asked).toBe(before);
  });

  test("the bearer is made once and used again", async () => {
    const seen = new Set<string>();
    answer = (response, request) => {
      seen.add(String(request.headers.authorization));
      response.writeHead(202, { "content-type": "application/json" }).end('{"message_uuid":"u"}');
    };
    const one = line();
    for (let n = 0; n < 5; n++) await one.send({ from: "+17733659687", to: "+14155550101", text: "hi", ref: "r" });
    expect(seen.size).toBe(1);
    expect([...seen][0]).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/);
  });
});

describe("asking about the account again", () => {
  const failing = (errors: unknown[], chance = 1) => {
    const waits: number[] = [];
    let turn = 0;
    const asked = patiently(
      async () => {
        const error = errors[turn++];
        if (error) throw error;
        return turn;
      },
      { random: () => chance, wait: async (milliseconds) => void waits.push(milliseconds) },
    );
    return { asked, waits };
  };
  const status = (code: number) => ({ response: { status: code } });

  test("throttled, broken and faulty are asked again, each time after longer", async () => {
    const { asked, waits } = failing([status(429), status(503), { code: "ECONNRESET" }]);
    expect(await asked).toBe(4);
    expect(waits).toEqual([700, 1400, 2800]);
  });

  test("chance shortens each wait, by half at most, so that programs do not ask in step", async () => {
    const { asked, waits } = failing([status(429), status(503)], 0);
    expect(await asked).toBe(3);
    expect(waits).toEqual([350, 700]);
  });

  test("after four times it is enough", async () => {
    const { asked, waits } = failing(Array.from({ length: 9 }, () => status(500)));
    await expect(asked).rejects.toMatchObject(status(500));
    expect(waits).toHaveLength(3);
  });

  test.each([400, 401, 402, 404, 420, 422])("%s is an answer, not a hiccup", async (code) => {
    const { asked, waits } = failing([status(code)]);
    await expect(asked).rejects.toMatchObject(status(code));
    expect(waits).toEqual([]);
  });

  test("a mistake of our own is not asked again", async () => {
    const { asked, waits } = failing([new TypeError("undefined is not a function")]);
    await expect(asked).rejects.toThrow(TypeError);
    expect(waits).toEqual([]);
  });
});
