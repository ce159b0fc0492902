import { randomUUID } from "node:crypto";
import http from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import type { Webhook } from "@/lib/carrier/carrier";
import { type Form, newer, older } from "../carrier/contract/recorded";
import { consentWords, type Written } from "../chaos/late-judge";

/** A text and how it is brought: how often, in which dialect, and when among all others. */
type Brought = Written & { to: string; copies: number; dialect: "messages" | Form; place: number };

/** Seconds: as late as carriers retry, less an hour, and as close as to be of the same second. */
const oldest = 23 * 3_600;

const textOf = fc.record({
  word: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...consentWords) },
    { weight: 2, arbitrary: fc.constant("see you") },
  ),
  ago: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: oldest })),
  copies: fc.integer({ min: 1, max: 3 }),
  dialect: fc.constantFrom("messages", "messages", "GET", "form", "JSON" as const),
  place: fc.double({ min: 0, max: 1, noNaN: true }),
});
const person = fc.array(textOf, { minLength: 1, maxLength: 7 });

/** What so many people write, from one seed. Times are whole seconds, as one of the dialects has them. */
export function lateTexts(phones: string[], to: string, seed: number): Brought[] {
  const now = Math.floor(Date.now() / 1_000) * 1_000;
  return fc.sample(person, { numRuns: phones.length, seed }).flatMap((texts, index) =>
    texts.map(({ word, ago, ...how }, place) => ({
      ...how,
      id: randomUUID(),
      from: phones[index] as string,
      to,
      // A word of no meaning is one of a kind, so that its place in the thread is known.
      text: word === "see you" ? `see you, ${place}` : word,
      at: now - ago * 1_000,
    })),
  );
}

/** Brings all of them in their shuffled order, 16 at a time, each copy until it is answered 2xx. Answers how often it tried. */
export async function bringLate(base: string, texts: Brought[]): Promise<number> {
  const queue = texts
    .flatMap((text) =>
      Array.from({ length: text.copies }, (_, copy) => ({ text, place: (text.place + copy * 0.37) % 1 })),
    )
    .sort((a, b) => a.place - b.place);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
  let tries = 0;
  let next = 0;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let one = queue[next++]; one; one = queue[next++]) {
        for (let status = 0; status < 200 || status >= 300; ) {
          if (tries++ > queue.length * 3) throw new Error(`A late webhook is answered ${status} again and again.`);
          status = await post(base, signed(one.text), agent);
          if (status < 200 || status >= 300) await pause(200);
        }
      }
    }),
  );
  agent.destroy();
  return tries;
}

/** Signed now, as a retry is; `at` is what the text itself says. */
function signed({ id, from, to, text, at, dialect }: Brought): Webhook {
  const [sender, receiver] = [from.replace("+", ""), to.replace("+", "")];
  const time = new Date(at).toISOString();
  if (dialect === "messages") {
    const told = {
      channel: "sms",
      message_uuid: id,
      from: sender,
      to: receiver,
      timestamp: time,
      message_type: "text",
    };
    return newer(JSON.stringify({ ...told, text }));
  }
  const clock = time.slice(0, 19).replace("T", " ");
  const told = { msisdn: sender, to: receiver, messageId: id, text, type: "text", "message-timestamp": clock };
  return older(told, dialect);
}

function post(
  base: string,
  { method, query, authorization, contentType, body }: Webhook,
  agent: http.Agent,
): Promise<number> {
  return new Promise((done) => {
    const request = http.request(`${base}/webhooks/messages/inbound${query ? `?${query}` : ""}`, {
      method,
      agent,
      headers: {
        ...(contentType ? { "content-type": contentType } : {}),
        ...(authorization ? { authorization } : {}),
        "content-length": body.length,
      },
    });
    request.on("response", (response) => {
      response.resume();
      response.on("close", () => done(response.statusCode ?? 0));
    });
    request.on("error", () => done(0));
    request.end(body);
  });
}
