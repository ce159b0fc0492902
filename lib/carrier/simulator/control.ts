import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { readPhone } from "@/lib/numbers/phone";
import { burst } from "./burst";
import { picked } from "./files";
import type { Bubble } from "./phones";
import { answerJson } from "./problems";
import { switchesFrom } from "./switches";
import type { World } from "./world";

const hour = 3_600_000;
const text = z
  .object({
    from: z.string(),
    to: z.string(),
    text: z.string().max(10_000),
    media: z.array(picked).max(10).optional(),
    /** Milliseconds since it was written, and until its webhook is brought: late and reordered texts. */
    agoMs: z
      .number()
      .min(0)
      .max(24 * hour)
      .optional(),
    delayMs: z.number().min(0).max(hour).optional(),
  })
  .refine((told) => told.text !== "" || told.media?.length, "There is nothing to send.");

const ends = z.object({ from: z.string(), to: z.string() });
/** What a caller does once the line stands. */
const deed = z.discriminatedUnion("do", [
  z.object({ do: z.literal("hang_up") }),
  z.object({ do: z.literal("record"), file: picked, seconds: z.number().min(0).max(600) }),
]);

type Call = { world: World; url: URL; body: string; request: IncomingMessage; response: ServerResponse };

/** The doors under /_sim/, for the page of phones, tests and benches. */
export async function control(call: Call): Promise<void> {
  const { url, request, response } = call;
  const [noun = "", name] = url.pathname.slice("/_sim/".length).split("/").map(decodeURIComponent);
  const door = doors[`${request.method} ${noun}`];
  if (!door) return answerJson(response, 404, { error: "There is no such door." });
  try {
    await door(call, name);
  } catch (error) {
    const problem = error instanceof z.ZodError ? z.prettifyError(error) : String((error as Error).message);
    if (response.headersSent) response.destroy();
    else
      answerJson(
        response,
        error instanceof SyntaxError || error instanceof z.ZodError || error instanceof BadInput ? 422 : 500,
        { error: problem },
      );
  }
}

class BadInput extends Error {}

const doors: Record<string, (call: Call, name?: string) => void | Promise<void>> = {
  "GET state": ({ world, response }) => answerJson(response, 200, stateOf(world)),

  "POST switches": ({ world, body, response }) => {
    world.turn(switchesFrom(JSON.parse(body)));
    answerJson(response, 200, world.switches);
  },

  "POST texts": ({ world, body, response }) => {
    const told = text.parse(JSON.parse(body));
    const media = told.media?.length ? told.media.map((one) => world.files.keep(one)) : undefined;
    const { agoMs, delayMs } = told;
    const id = world.text(phone(told.from), shortOr(told.to), told.text, media, { agoMs, delayMs });
    answerJson(response, 202, { message_uuid: id });
  },

  "POST calls": async ({ world, body, response }, uuid) => {
    if (!uuid) {
      const told = ends.parse(JSON.parse(body));
      return answerJson(response, 201, await world.calls.start(phone(told.from), shortOr(told.to)));
    }
    const told = deed.parse(JSON.parse(body));
    if (told.do === "hang_up") await world.calls.hangUp(uuid);
    else await world.calls.record(uuid, told.file, told.seconds);
    answerJson(response, 200, { uuid });
  },

  "GET media": ({ world, response }, name) => world.files.serve(name ?? "", response),

  "GET phones": ({ world, url, response }, name) => {
    if (!name) return answerJson(response, 200, { phones: [...world.phones.kept] });
    const number = phone(name);
    const seq = world.phones.seq;
    answerJson(response, 200, {
      phone: number,
      seq,
      bubbles: world.phones.of(number, Number(url.searchParams.get("after")) || 0),
    });
  },

  "POST phones": ({ world, body, response }) => {
    const number = phone(z.object({ phone: z.string() }).parse(JSON.parse(body)).phone);
    world.keep(number, true);
    answerJson(response, 201, { phone: number });
  },

  "DELETE phones": ({ world, response }, name) => {
    world.keep(phone(name ?? ""), false);
    answerJson(response, 200, { phones: [...world.phones.kept] });
  },

  "POST numbers": ({ world, body, response }) => {
    const told = z.object({ phone: z.string(), linked: z.boolean().default(true) }).parse(JSON.parse(body));
    const number = shortOr(told.phone);
    world.own(number, "US", true, told.linked ? world.options.applicationId : undefined);
    answerJson(response, 201, { phone: number });
  },

  "GET events": (call) => events(call),

  "GET ledger": async ({ world, url, response }) => {
    const before = url.searchParams.get("before");
    const limit = Math.min(500, Math.max(1, Number(url.searchParams.get("limit")) || 50));
    answerJson(response, 200, await world.ledger.page(before ? Number(before) : null, limit));
  },

  "GET accepted": accepted,

  "POST burst": ({ world, body, response }) => answerJson(response, 202, burst(world, JSON.parse(body))),
};

function stateOf(world: World) {
  return {
    numbers: [...world.owned.values()],
    phones: [...world.phones.kept],
    /** Not on the page, but texted lately: a leader's own mobile that waits for a code, say. */
    others: world.phones.others(6),
    switches: world.switches,
    counts: { ...world.counts, webhooksWaiting: world.webhooks.waiting, webhookAttempts: world.webhooks.attempts },
    seq: world.phones.seq,
  };
}

/** Server-sent events: "bubble" for each new or changed one; ?kept=1: only of the phones on the page. A listener that does not keep up is cut off and comes back. */
function events({ world, url, request, response }: Call): void {
  const onlyKept = url.searchParams.has("kept");
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache, no-transform" });
  response.write("retry: 1000\n\n");
  const tell = (bubble: Bubble) => {
    if (onlyKept && !world.phones.kept.has(bubble.phone)) return;
    if (response.writableLength > 4_000_000) response.destroy();
    else response.write(`event: bubble\nid: ${bubble.seq}\ndata: ${JSON.stringify(bubble)}\n\n`);
  };
  const beat = setInterval(() => response.write(": still here\n\n"), 15_000);
  world.phones.on("bubble", tell);
  request.on("close", () => {
    clearInterval(beat);
    world.phones.off("bubble", tell);
  });
}

/** All sends accepted so far, from the ledger: what tests judge by. */
async function accepted({ world, url, response }: Call): Promise<void> {
  const wanted = (name: string) => (url.searchParams.get(name) ? phone(url.searchParams.get(name) ?? "") : null);
  const [from, to] = [wanted("from"), wanted("to")];
  response.writeHead(200, { "content-type": "application/json" });
  let first = true;
  response.write("[");
  for await (const line of world.ledger.lines()) {
    if (!line.startsWith('{"k":"sent"')) continue;
    const sent = JSON.parse(line);
    if ((from && sent.from !== from) || (to && sent.to !== to)) continue;
    const told = {
      to: sent.to,
      from: sent.from,
      text: sent.text,
      ...(sent.media ? { media: sent.media } : {}),
      client_ref: sent.ref ?? null,
      message_uuid: sent.id,
      at: sent.at,
    };
    const room = response.write(`${first ? "" : ","}${JSON.stringify(told)}`);
    first = false;
    if (!room && !response.destroyed)
      await new Promise((resolve) => response.once("drain", resolve).once("close", resolve));
  }
  response.end("]");
}

/** A leader's number: a short code, or E.164. */
function shortOr(raw: string): string {
  return /^\d{5,6}$/.test(raw) ? raw : phone(raw);
}

/** E.164 of a number as people or the wire write it. Throws where it is none. */
function phone(raw: string): string {
  const e164 = /^\+?\d{11,15}$/.test(raw.trim()) ? `+${raw.trim().replace("+", "")}` : raw;
  const read = readPhone(e164);
  if (!read) throw new BadInput(`“${raw.slice(0, 40)}” is not a phone number.`);
  return read.e164;
}
