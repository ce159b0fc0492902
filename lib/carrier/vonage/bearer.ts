import { createHash } from "node:crypto";
import { createVerifier } from "fast-jwt";
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
 * (fast-jwt), `payload_hash`, `iat` in seconds, the account and application. Null when it is genuine, else why not.
 */
export function bearerProblem(header: string | null, body: Buffer, keys: BearerKeys, now: Date): string | null {
  if (!keys.signatureSecret) return "no signature secret is set";
  const token = header?.match(/^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i)?.[1];
  if (!token) return "unsigned";
  const seconds = Math.floor(now.getTime() / 1000);
  let payload: unknown;
  try {
    payload = verifierOf(keys.signatureSecret)(token);
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

type Verify = (token: string) => unknown;
let made: { secret: string; verify: Verify } | undefined;

/** Checks signature, expiry and beginning; made once a secret, for making it costs more than using it. */
function verifierOf(secret: string): Verify {
  if (made?.secret !== secret) {
    const verify = createVerifier({ key: secret, algorithms: ["HS256"], clockTolerance: clockSkew * 1_000 });
    made = { secret, verify };
  }
  return made.verify;
}
