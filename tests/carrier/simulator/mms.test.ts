import http from "node:http";
import type { AddressInfo } from "node:net";
import { MMSContent, MMSImage } from "@vonage/messages";
import { afterAll, beforeAll, expect, test } from "vitest";
import { outgoing } from "@/lib/carrier/vonage/outgoing";
import { until } from "../../program";
import { problemOf, startDesk, startReceiver } from "./desk";

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let desk: Awaited<ReturnType<typeof startDesk>>;
let files: http.Server;
let address: string;
const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const numbers = { from: "+17733659687", to: "+14155550101" };

beforeAll(async () => {
  receiver = await startReceiver();
  desk = await startDesk(receiver.url, undefined, { switches: { receiptDelayMs: 1 } });
  await desk.own();
  files = http.createServer((request, response) => {
    if (request.url === "/cat.png") response.writeHead(200, { "content-type": "image/png" }).end(pixel);
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => files.listen(0, "127.0.0.1", done));
  address = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
});
afterAll(async () => {
  files.close();
  receiver.close();
  await desk.close();
});

test("a text is an SMS, one picture an MMS of its own type, several an MMS of items", () => {
  const text = { ...numbers, text: "Look", ref: "m.1.2.3" };
  expect(outgoing(text)).toMatchObject({ channel: "sms", text: "Look", clientRef: "m.1.2.3" });
  expect(outgoing({ ...text, media: [{ type: "image", url: "https://a/b.jpg" }] })).toMatchObject({
    channel: "mms",
    messageType: "image",
    image: { url: "https://a/b.jpg", caption: "Look" },
  });
  expect(outgoing({ ...text, text: "", media: [{ type: "vcard", url: "https://a/b.vcf" }] })).toMatchObject({
    messageType: "vcard",
    vcard: { url: "https://a/b.vcf" },
  });
  const several = outgoing({
    ...text,
    media: [
      { type: "image", url: "https://a/b.jpg" },
      { type: "audio", url: "https://a/c.mp3" },
    ],
  });
  expect(several).toBeInstanceOf(MMSContent);
  expect(several).toMatchObject({
    content: [{ type: "image", url: "https://a/b.jpg", caption: "Look" }, { type: "audio" }],
  });
});

test("the simulator fetches the picture, shows it on the phone, and reports it on the MMS channel", async () => {
  const { messageUUID } = await desk.sdk.messages.send(
    outgoing({ ...numbers, text: "Look", ref: "m.1.2.3", media: [{ type: "image", url: `${address}/cat.png` }] }),
  );
  const { bubbles } = (await desk.control("GET", "phones/+14155550101")) as {
    bubbles: { id: string; text: string; media: { file: string }[] }[];
  };
  const shown = bubbles.find((bubble) => bubble.id === messageUUID);
  expect(shown).toMatchObject({ text: "Look", media: [{ kind: "image", type: "image/png" }] });
  const copy = await fetch(`${desk.url}/media/${shown?.media[0]?.file}`);
  expect(Buffer.from(await copy.arrayBuffer())).toEqual(pixel);
  await until("its receipt", () =>
    receiver.arrived.some(({ body }) => body.includes(messageUUID) && body.includes('"mms"')),
  );
});

test("a picture that cannot be fetched is accepted and then reported undeliverable", async () => {
  const { messageUUID } = await desk.sdk.messages.send(
    outgoing({ ...numbers, text: "", ref: "m.1.2.4", media: [{ type: "image", url: `${address}/gone.png` }] }),
  );
  await until("its receipt", () =>
    receiver.arrived.some(({ body }) => body.includes(messageUUID) && body.includes('"undeliverable"')),
  );
});

test("an MMS without an address is turned away", async () => {
  const bad = new MMSImage({ from: "17733659687", to: "14155550101", image: { url: "" } });
  expect((await problemOf(desk.sdk.messages.send(bad))).status).toBe(422);
});

test("a phone's picture is brought as an MMS whose address answers", async () => {
  await desk.control("POST", "texts", {
    ...{ from: numbers.to, to: numbers.from, text: "me at the gig" },
    media: [{ kind: "image", type: "image/png", name: "gig.png", data: pixel.toString("base64") }],
  });
  const brought = await until("the webhook", () => receiver.arrived.find(({ body }) => body.includes("me at the gig")));
  const told = JSON.parse(brought.body);
  expect(told).toMatchObject({
    channel: "mms",
    message_type: "image",
    image: { caption: "me at the gig", name: "gig.png" },
  });
  const answer = await fetch(told.image.url);
  expect(answer.headers.get("content-type")).toBe("image/png");
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(pixel);
});
