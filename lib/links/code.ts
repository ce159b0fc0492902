import { isSigned, sign } from "@/lib/config/keys";

export type Named = {
  leaderId: number;
  linkId: number;
  /** 0: nobody in particular (a test text); the tap is not counted. */
  memberId: number;
};

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** Bytes of the key's part: 2^48 guesses for a false tap. */
const proofLength = 6;
/** Characters of the longest code there can be: three numbers of 53 bits, and the proof. */
const longestCode = 42;

/**
 * The code of one member's link: the three numbers and a proof that we made it, so that no row is needed a member, and
 * nobody can tap for another. Letters and digits only: phones drop a "-" at the end of a link.
 */
export function codeOf(named: Named): string {
  const plain = Buffer.from([...varint(named.leaderId), ...varint(named.linkId), ...varint(named.memberId)]);
  const proof = sign("tracked-link", signed(plain)).subarray(0, proofLength);
  return toDigits(Buffer.concat([proof, plain]));
}

/** What a code stands for; null where we never made it. Takes no look at the database. */
export function readCode(code: string): Named | null {
  if (!/^[1-9A-Za-z][0-9A-Za-z]{7,}$/.test(code) || code.length > longestCode) return null;
  const bytes = fromDigits(code);
  const plain = bytes.subarray(proofLength);
  if (plain.length < 3 || !isSigned("tracked-link", signed(plain), bytes.subarray(0, proofLength))) return null;
  const numbers = fromVarints(plain);
  const [leaderId, linkId, memberId] = numbers;
  if (numbers.length !== 3 || leaderId === undefined || linkId === undefined || memberId === undefined) return null;
  return { leaderId, linkId, memberId };
}

const signed = (plain: Buffer) => Buffer.concat([Buffer.from("go:"), plain]);

function varint(number: number): number[] {
  const bytes: number[] = [];
  let rest = number;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

function fromVarints(bytes: Uint8Array): number[] {
  const numbers: number[] = [];
  let number = 0;
  let weight = 1;
  for (const byte of bytes) {
    number += (byte % 128) * weight;
    weight *= 128;
    if (byte > 127) continue;
    numbers.push(number);
    number = 0;
    weight = 1;
  }
  return weight === 1 ? numbers : [];
}

/** In base 62, after a leading 1 that keeps zeros at the front. */
function toDigits(bytes: Buffer): string {
  let rest = BigInt(`0x01${bytes.toString("hex")}`);
  let code = "";
  while (rest > 0n) {
    code = digits[Number(rest % 62n)] + code;
    rest /= 62n;
  }
  return code;
}

function fromDigits(code: string): Buffer {
  let number = 0n;
  for (const digit of code) number = number * 62n + BigInt(digits.indexOf(digit));
  const hex = number.toString(16);
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
  return bytes[0] === 1 ? bytes.subarray(1) : Buffer.alloc(0);
}
