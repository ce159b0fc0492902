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

/** Seconds a signature may be old where nothing else tells a replay from the first request. */
const fresh = 5 * 60;
/** Seconds a signature over a body may be old: the carrier retries for 24 hours, and may not sign each retry anew. */
const oldestRetry = 24 * 3_600 + fresh;
const clockTolerance = 60;

export type BearerKeys = { signatureSecret: string; apiKey: string; applicationId: string };

/** `clockOffSeconds`: everything else was right; by how much the carrier's clock is ahead of ours (negative: behind). */
export type SignatureProblem = { ok: false; why: string; clockOffSeconds?: number };
/** `lateSeconds`: how long ago it was signed, at least 0. */
export type SignatureCheck = { ok: true; lateSeconds: number; jti: string | null } | SignatureProblem;

/**
 * Checks the Authorization header of a Messages or Voice webhook over the raw body: HS256 only, constant time
 * (fast-jwt), `payload_hash`, the account and application, and last `iat` in seconds. A signature over a body is
 * accepted for as long as the carrier retries (24 hours), because messages are deduplicated by their own id: a replay
 * changes nothing. `now` decides what is late.
 */
export function checkBearer(header: string | null, body: Buffer, keys: BearerKeys, now: Date): SignatureCheck {
  if (!keys.signatureSecret) return refused("no signature secret is set");
  const token = header?.match(/^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i)?.[1];
  if (!token) return refused("unsigned");
  let payload: unknown;
  try {
    payload = verifierOf(keys.signatureSecret)(token);
  } catch {
    return refused("bad signature");
  }
  const parsed = claims.safeParse(payload);
  if (!parsed.success) return refused("claims missing");
  const { iat, exp, jti = null, payload_hash, api_key, application_id } = parsed.data;
  // A GET has no body to hash; a body must be covered.
  if (payload_hash === undefined && body.length > 0) return refused("claims missing");
  if (payload_hash !== undefined && payload_hash.toLowerCase() !== createHash("sha256").update(body).digest("hex"))
    return refused("another body");
  if (api_key !== undefined && api_key !== keys.apiKey) return refused("another account");
  if (application_id !== undefined && application_id !== keys.applicationId) return refused("another application");
  const seconds = Math.floor(now.getTime() / 1000);
  const off = Math.round(iat - seconds);
  if (off > clockTolerance) return clockProblem(off);
  if (-off > (body.length > 0 ? oldestRetry : fresh)) return clockProblem(off);
  if (exp !== undefined && exp < seconds - clockTolerance) return refused("expired");
  return { ok: true, lateSeconds: Math.max(0, -off), jti };
}

const refused = (why: string): SignatureProblem => ({ ok: false, why });

/** Seconds beyond which a difference is no clock that runs wrong, but an old request or nonsense. */
const largestClockError = 24 * 3_600;

/** A genuine signature outside its time. A clock that runs wrong is named as such, so that it can be set right. */
export function clockProblem(offSeconds: number): SignatureProblem {
  if (Math.abs(offSeconds) > largestClockError) return refused("too old or from the future");
  return { ...refused("signed at another time than this machine's clock shows"), clockOffSeconds: offSeconds };
}

type Verify = (token: string) => unknown;
let made: { secret: string; verify: Verify } | undefined;

/** Checks the signature and `nbf`. Made once per secret, because making it costs more than using it. */
function verifierOf(secret: string): Verify {
  if (made?.secret !== secret) {
    const verify = createVerifier({
      key: secret,
      algorithms: ["HS256"],
      clockTolerance: clockTolerance * 1_000,
      ignoreExpiration: true,
    });
    made = { secret, verify };
  }
  return made.verify;
}
