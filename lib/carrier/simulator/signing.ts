import { createHash, createHmac, randomUUID } from "node:crypto";
import type { SignatureMethod, SimulatorOptions } from "./settings";

const header = Buffer.from(JSON.stringify({ alg: "HS256", typ: "JWT" })).toString("base64url");

/** The Authorization header of a Messages webhook: an HS256 JWT over the hash of the raw body. */
export function bearerFor(body: string, options: SimulatorOptions): string {
  const claims = JSON.stringify({
    iat: Math.floor(Date.now() / 1000),
    jti: randomUUID(),
    iss: "Vonage",
    payload_hash: createHash("sha256").update(body).digest("hex"),
    api_key: options.apiKey,
    application_id: options.applicationId,
  });
  const signed = `${header}.${Buffer.from(claims).toString("base64url")}`;
  return `Bearer ${signed}.${createHmac("sha256", options.signatureSecret).update(signed).digest("base64url")}`;
}

/** The `sig` of a webhook of the older dialect. */
export function sigFor(parameters: Record<string, string>, secret: string, method: SignatureMethod): string {
  let joined = "";
  for (const name of Object.keys(parameters).sort()) joined += `&${name}=${parameters[name]!.replace(/[&=]/g, "_")}`;
  const hash =
    method === "md5hash" ? createHash("md5").update(joined + secret) : createHmac(method, secret).update(joined);
  return hash.digest("hex");
}
