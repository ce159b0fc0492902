import { createHash } from "node:crypto";
import jwt from "jsonwebtoken";

type Keys = { signatureSecret: string; apiKey: string; applicationId: string };

/** An inbound text as Vonage would bring and sign it. `index` makes it unlike any other; a thousand fans take turns. */
export function signedInbound(
  { keys, to }: { keys: Keys; to: string },
  index: number,
): { body: string; authorization: string } {
  const body = JSON.stringify({
    channel: "sms",
    message_uuid: `aaaaaaaa-bbbb-4ccc-8ddd-${String(index).padStart(12, "0")}`,
    to: to.replace("+", ""),
    from: `1415555${String(1_000 + (index % 1_000))}`,
    timestamp: new Date().toISOString(),
    message_type: "text",
    text: `Hello, this is text ${index}`,
    sms: { num_messages: "1", keyword: "HELLO" },
  });
  const claims = {
    iat: Math.floor(Date.now() / 1_000),
    jti: String(index),
    iss: "Vonage",
    payload_hash: createHash("sha256").update(body).digest("hex"),
    api_key: keys.apiKey,
    application_id: keys.applicationId,
  };
  return { body, authorization: `Bearer ${jwt.sign(claims, keys.signatureSecret, { algorithm: "HS256" })}` };
}
