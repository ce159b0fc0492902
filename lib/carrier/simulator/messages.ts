import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Sent } from "./entries";
import type { ToFetch } from "./files";
import { mediaOf } from "./mms";
import { countParts } from "./parts";
import { answerProblem, type InvalidParameter, type ProblemStatus } from "./problems";
import { outcomeOf, type World } from "./world";

type Request = {
  from: string;
  to: string;
  text: string;
  client_ref?: string;
  webhook_url?: string;
  media: ToFetch[];
};

const answerStart = '{"message_uuid":"';
/** The carrier's limit of an SMS, in UTF-16 units. */
const longest = 1_000;

/**
 * POST /v1/messages: checks, writes down, answers 202, and plans the receipts. `end`: ends the response of an accepted
 * send in another way, as an outage does.
 */
export async function acceptMessage(
  world: World,
  allowed: boolean,
  body: string,
  response: ServerResponse,
  end?: () => unknown,
): Promise<unknown> {
  const { switches } = world;
  if (!allowed) return refuse(world, response, 401, null);
  const read = readRequest(body, world);
  if ("invalid" in read) return refuse(world, response, 422, read.request, read.invalid);
  if (switches.refuseWith) return refuse(world, response, switches.refuseWith, read.request);
  if (switches.throttling > 0 && Math.random() < switches.throttling) return refuse(world, response, 429, read.request);

  const { from, to, text, client_ref, webhook_url } = read.request;
  const wanted = read.request.media;
  // The carrier fetches afterwards; here it is done before, so that what became of it stands in the ledger.
  const media = wanted.length > 0 ? await world.files.fetchAll(wanted) : undefined;
  const lost = media?.some((one) => "lost" in one) === true;
  const entry: Sent = {
    k: "sent",
    at: Date.now(),
    id: randomUUID(),
    from: named(from),
    to: named(to),
    text,
    ...(client_ref === undefined ? {} : { ref: client_ref }),
    ...(webhook_url === undefined ? {} : { url: webhook_url }),
    dialect: switches.dialect,
    parts: countParts(text),
    ...(media ? { media } : {}),
    ...outcomeOf(lost ? { ...switches, failures: 1, failureCode: "1420" } : switches),
  };
  const cutLine = switches.dropAfterAccept > 0 && Math.random() < switches.dropAfterAccept;
  world.ledger.append(entry, (error) => {
    if (error) return answerProblem(response, 503);
    if (end) end();
    else if (cutLine) response.socket?.destroy();
    else {
      const answer = `${answerStart}${entry.id}"}`;
      response.writeHead(202, { "content-type": "application/json", "content-length": answer.length });
      response.end(answer);
    }
    world.accepted(entry);
  });
}

/** E.164; a short code has no "+". */
const named = (digits: string) => (digits.length < 7 ? digits : `+${digits}`);

function refuse(
  world: World,
  response: ServerResponse,
  status: ProblemStatus,
  request: Partial<Request> | null,
  invalid?: InvalidParameter[],
): void {
  world.counts.refused++;
  const known = (value: unknown) => (typeof value === "string" ? value.slice(0, 100) : undefined);
  world.ledger.append({
    k: "refused",
    at: Date.now(),
    status,
    from: known(request?.from),
    to: known(request?.to),
    ref: known(request?.client_ref),
    why: invalid?.map(({ name, reason }) => `${name}: ${reason}`).join(" ") ?? "",
  });
  answerProblem(response, status, invalid);
}

function readRequest(
  body: string,
  world: World,
): { request: Request } | { request: Partial<Request> | null; invalid: InvalidParameter[] } {
  let json: Record<string, unknown>;
  try {
    json = JSON.parse(body);
  } catch {
    return { request: null, invalid: [{ name: "body", reason: "is not valid JSON." }] };
  }
  if (typeof json !== "object" || json === null)
    return { request: null, invalid: [{ name: "body", reason: "must be an object." }] };
  const invalid: InvalidParameter[] = [];
  const check = (name: string, fine: boolean, reason: string) => fine || invalid.push({ name, reason });
  const { channel, message_type, from, to, client_ref, webhook_url } = json;
  check("channel", channel === "sms" || channel === "mms", "must be sms or mms.");
  const mms = channel === "mms" && message_type !== "text" ? mediaOf(json, check) : null;
  check("message_type", message_type === "text" || mms !== null, "must be text.");
  const text = mms ? mms.text : json.text;
  check("to", typeof to === "string" && /^[1-9]\d{6,14}$/.test(to), "must be an E.164 number without +.");
  check("from", typeof from === "string" && world.owned.has(from), "is not a number of this account.");
  check(
    "text",
    typeof text === "string" && (text.length > 0 || mms !== null) && text.length <= longest,
    `must have 1 to ${longest} characters.`,
  );
  check(
    "client_ref",
    client_ref === undefined || (typeof client_ref === "string" && client_ref.length <= 100),
    "has more than 100 characters.",
  );
  check(
    "webhook_url",
    webhook_url === undefined || (typeof webhook_url === "string" && /^https?:\/\//.test(webhook_url)),
    "must be a URL.",
  );
  if (invalid.length > 0) return { request: json as Partial<Request>, invalid };
  return { request: { ...(json as unknown as Request), text: text as string, media: mms?.media ?? [] } };
}
