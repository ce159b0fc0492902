import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { picked } from "./files";
import { bearerFor } from "./signing";
import type { World } from "./world";

/** One step of what a caller hears, as the product answered. */
const script = z
  .array(
    z.discriminatedUnion("action", [
      z.looseObject({ action: z.literal("talk"), text: z.string(), language: z.string().optional() }),
      z.looseObject({ action: z.literal("stream"), streamUrl: z.array(z.string()).min(1) }),
      z.looseObject({
        action: z.literal("record"),
        eventUrl: z.array(z.string()).min(1),
        timeOut: z.number().optional(),
      }),
    ]),
  )
  .min(1);
export type Script = z.infer<typeof script>;

type Call = { uuid: string; conversation: string; from: string; to: string; begun: number; tell: string | null };

const answeredWithin = 5_000;
const tries = 4;
const digits = (phone: string) => phone.replace("+", "");

/** Calls in progress: the carrier's questions and events, as the real one asks and tells them. */
export class Calls {
  readonly #calls = new Map<string, Call>();

  constructor(private readonly world: World) {}

  /** A phone calls a number. Answers what the caller hears, or null where the line drops. */
  async start(from: string, to: string): Promise<{ uuid: string; script: Script | null }> {
    const call = { uuid: randomUUID(), conversation: `CON-${randomUUID()}`, from, to, begun: Date.now(), tell: null };
    this.#calls.set(call.uuid, call);
    if (this.#calls.size > 500) this.#calls.delete(this.#calls.keys().next().value ?? "");
    if (!this.world.isLinked(to)) return { uuid: call.uuid, script: null };
    await this.#event(call, "started");
    await this.#event(call, "ringing");
    const heard = await this.#ask(call);
    if (!heard) {
      await this.#event(call, "failed");
      return { uuid: call.uuid, script: null };
    }
    call.begun = Date.now();
    await this.#event(call, "answered");
    const recorder = heard.find((step) => step.action === "record");
    const known = this.#calls.get(call.uuid);
    if (recorder?.action === "record" && known) known.tell = recorder.eventUrl[0] ?? null;
    return { uuid: call.uuid, script: heard };
  }

  /** The caller has left a message of so many seconds. Throws where there is no such call. */
  async record(uuid: string, file: z.infer<typeof picked>, seconds: number): Promise<void> {
    const call = this.#known(uuid);
    if (!call.tell) throw new Error("Nobody takes a message on this call.");
    const kept = this.world.files.keep(file);
    const end = Date.now();
    const told = {
      start_time: new Date(end - seconds * 1000).toISOString(),
      end_time: new Date(end).toISOString(),
      size: Math.round(file.data.length * 0.75),
      recording_url: `${this.world.webhooks.base}/v1/files/${kept.file}`,
      recording_uuid: randomUUID(),
      conversation_uuid: call.conversation,
      timestamp: new Date(end).toISOString(),
    };
    await this.#tell(call, call.tell, "recording", told);
  }

  /** The caller hangs up. */
  async hangUp(uuid: string): Promise<void> {
    const call = this.#known(uuid);
    this.#calls.delete(uuid);
    await this.#event(call, "completed", {
      duration: String(Math.round((Date.now() - call.begun) / 1000)),
      start_time: new Date(call.begun).toISOString(),
      end_time: new Date().toISOString(),
    });
  }

  #known(uuid: string): Call {
    const call = this.#calls.get(uuid);
    if (!call) throw new Error("There is no such call any more.");
    return call;
  }

  async #ask(call: Call): Promise<Script | null> {
    const hook = this.world.application.capabilities.voice?.webhooks?.answer_url;
    const ends = {
      from: digits(call.from),
      to: digits(call.to),
      uuid: call.uuid,
      conversation_uuid: call.conversation,
    };
    const body =
      hook?.http_method === "GET" ? "" : JSON.stringify({ ...ends, region_url: "https://api-us-1.vonage.com" });
    const url = body ? hook?.address : `${hook?.address}?${new URLSearchParams(ends)}`;
    const begun = Date.now();
    const answer = await this.#request(url ?? "", body);
    this.#note(call, "answer", answer?.status ?? 0, Date.now() - begun);
    return answer?.ok ? (script.safeParse(await answer.json().catch(() => null)).data ?? null) : null;
  }

  #event(call: Call, status: string, more: object = {}): Promise<void> {
    const url = this.world.application.capabilities.voice?.webhooks?.event_url?.address ?? "";
    return this.#tell(call, url, status, {
      from: digits(call.from),
      to: digits(call.to),
      uuid: call.uuid,
      conversation_uuid: call.conversation,
      status,
      direction: "inbound",
      timestamp: new Date().toISOString(),
      ...more,
    });
  }

  async #tell(call: Call, url: string, what: string, told: object): Promise<void> {
    for (let attempt = 1; attempt <= tries; attempt++) {
      const begun = Date.now();
      const answer = await this.#request(url, JSON.stringify(told));
      await answer?.arrayBuffer();
      this.#note(call, what, answer?.status ?? 0, Date.now() - begun);
      if (answer && answer.status < 500) return;
      await new Promise((done) => setTimeout(done, 300 * attempt).unref());
    }
  }

  async #request(url: string, body: string): Promise<Response | null> {
    return fetch(url, {
      method: body ? "POST" : "GET",
      headers: {
        authorization: bearerFor(body, this.world.options),
        ...(body ? { "content-type": "application/json" } : {}),
      },
      ...(body ? { body } : {}),
      signal: AbortSignal.timeout(answeredWithin),
    }).catch(() => null);
  }

  #note(call: Call, what: string, status: number, ms: number): void {
    this.world.ledger.append({
      k: "call",
      at: Date.now(),
      id: call.uuid,
      from: call.from,
      to: call.to,
      what,
      status,
      ms,
    });
  }
}
