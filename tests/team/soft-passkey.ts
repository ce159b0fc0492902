import { createHash, createSign, generateKeyPairSync, randomBytes } from "node:crypto";
import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { passkeys, type Teammate } from "@/lib/team/table";

const sha256 = (bytes: string | Buffer) => createHash("sha256").update(bytes).digest();

/** A passkey in software, kept for a teammate. Returns how its authenticator responds to a challenge. */
export async function softPasskey(teammate: Teammate): Promise<(challenge: string) => AuthenticationResponseJSON> {
  const { leaderId, id: teammateId } = teammate;
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  // COSE_Key in CBOR: EC2, ES256, P-256, and the two coordinates (RFC 9053).
  const cose = Buffer.concat([
    Buffer.from("a5010203262001215820", "hex"),
    Buffer.from(x, "base64url"),
    Buffer.from("225820", "hex"),
    Buffer.from(y, "base64url"),
  ]);
  const id = randomBytes(16).toString("base64url");
  await db()
    .insert(passkeys)
    .values({
      ...{ leaderId, teammateId, credentialId: id, publicKey: cose.toString("base64url") },
      ...{ counter: 0, transports: [], name: "soft" },
    });
  const { hostname, origin } = new URL(env().PUBLIC_URL);
  return (challenge) => {
    const clientData = Buffer.from(JSON.stringify({ type: "webauthn.get", challenge, origin, crossOrigin: false }));
    // User present and verified; a counter of 0, as synced passkeys have.
    const authenticatorData = Buffer.concat([sha256(hostname), Buffer.from([0x05]), Buffer.alloc(4)]);
    const signed = createSign("sha256").update(authenticatorData).update(sha256(clientData)).sign(privateKey);
    return {
      ...{ id, rawId: id, type: "public-key", clientExtensionResults: {} },
      response: {
        clientDataJSON: clientData.toString("base64url"),
        authenticatorData: authenticatorData.toString("base64url"),
        signature: signed.toString("base64url"),
        userHandle: Buffer.from(`${leaderId}.${teammateId}`).toString("base64url"),
      },
    };
  };
}
