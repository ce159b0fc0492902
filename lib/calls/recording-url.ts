import { isSigned, sign } from "@/lib/config/keys";
import { env } from "@/lib/env";

/** Bytes of the signature that are in the address: 128 bits. */
const proofBytes = 16;

/**
 * Where the carrier reports that a caller left a message on this call. The carrier signs the body of that webhook, not
 * its address, so the address carries a signature of its own over the number that was called and the conversation.
 * `number`: E.164.
 */
export function recordingUrl(number: string, conversation: string): string {
  const proof = sign("recording-url", content(number, conversation)).subarray(0, proofBytes).toString("base64url");
  return `${env().PUBLIC_URL}/webhooks/voice/event?number=${number.replace("+", "")}&proof=${proof}`;
}

/** Whether `proof` was made by `recordingUrl` for this number and conversation. */
export function isRecordingUrl(proof: string, number: string, conversation: string): boolean {
  const given = Buffer.from(proof, "base64url");
  return given.length === proofBytes && isSigned("recording-url", content(number, conversation), given);
}

const content = (number: string, conversation: string) => `${number} ${conversation}`;
