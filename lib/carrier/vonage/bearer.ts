import { createHash, createSecretKey, type KeyObject } from "node:crypto";
import jwt from "jsonwebtoken";
import { z } from "zod";

const claims = z.object({
  iat: z.number(),
  exp: z.number().optional(),
  jti: z.string().optional(),
  iss: z.literal("Vonage").optional(),
  payload_hash: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/)
    .optional(),
  api_key: z.string().optional(),
  application_id: z.string().optional(),
});

/** Seconds a signed webhook may be old. Retries may be re-signed late or not; messages are told apart by id, not jti. */
const oldest = 5 * 60;
const clockSkew = 60;

export type BearerKeys = { signatureSecret: string; apiKey: string; applicationId: string };

/**
 * Checks the Authorization header of a Messages or Voice webhook over the raw body: HS256 only, constant time
 * (jsonwebtoken), `payload_hash`, `iat` in seconds, the account and application. Null when it is genuine, else why not.
 */
export function bearerProblem(header: string | null, body: Buffer, keys: BearerKeys, now: Date): string | null {
  if (!keys.signatureSecret) return "no signature secret is set";
  const token = header?.match(/^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i)?.[1];
  if (!token) return "unsigned";
  const seconds = Math.floor(now.getTime() / 1000);
  let payload: unknown;
  try {
    payload = jwt.verify(token, keyOf(keys.signatureSecret), {
      algorithms: ["HS256"],
      clockTimestamp: seconds,
      clockTolerance: clockSkew,
    });
  } catch {
    return "bad signature";
  }
  const parsed = claims.safeParse(payload);
  if (!parsed.success) return "claims missing";
  const { iat, payload_hash, api_key, application_id } = parsed.data;
  if (iat > seconds + clockSkew || iat < seconds - oldest) return "too old or from the future";
  // A GET has no body to hash; whoever has one must say which.
  if (payload_hash === undefined && body.length > 0) return "claims missing";
  if (payload_hash !== undefined && payload_hash.toLowerCase() !== createHash("sha256").update(body).digest("hex"))
    return "another body";
  if (api_key !== undefined && api_key !== keys.apiKey) return "another account";
  if (application_id !== undefined && application_id !== keys.applicationId) return "another application";
  return null;
}

let made: { secret: string; key: KeyObject } | undefined;

/** Given a string, jsonwebtoken tries at each call whether it is a public key: four fifths of what accepting costs. */
function keyOf(secret: string): KeyObject {
  if (made?.secret !== secret) made = { secret, key: createSecretKey(Buffer.from(secret)) };
  return made.key;
}
