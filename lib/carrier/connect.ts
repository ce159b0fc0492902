import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { db } from "@/lib/db/client";
import { dropConnection, keepConnection, readConnection, type StoredKeys } from "./connection";
import type { KeysForm } from "./keys-form";
import { type KeyField, type Line, line } from "./line";
import { loadConnection } from "./load";

/** What cannot be kept as it was given, with the field it is about. */
export class KeysRefused extends Error {
  constructor(
    readonly field: KeyField,
    sentence: string,
  ) {
    super(sentence);
  }
}

/** The account as a screen may show it: of secrets only that they are there, and how to tell them apart. */
export type ShownLine = Pick<Line, "by" | "fixed"> & {
  apiKey: string;
  applicationId: string;
  signatureMethod: StoredKeys["signatureMethod"];
  /** "ends in …1234", or null where none is set. */
  apiSecret: string | null;
  signatureSecret: string | null;
  /** "fingerprint ab12 cd34 …". */
  privateKey: string | null;
};

/** What stands in the place of keys on the screen; the simulator's own are nobody's business. */
export function shownLine(): ShownLine {
  const { by, fixed, settings } = line();
  const shown = by === "simulator" ? null : settings;
  return {
    by,
    fixed,
    apiKey: shown?.apiKey ?? "",
    applicationId: shown?.applicationId ?? "",
    signatureMethod: shown?.signatureMethod ?? "",
    apiSecret: ending(shown?.apiSecret),
    signatureSecret: ending(shown?.signatureSecret),
    privateKey: shown?.privateKey ? fingerprint(shown.privateKey) : null,
  };
}

/**
 * Connects the account: what is new is checked and kept sealed, what was left empty stays as it was, and every process
 * switches to it. Throws KeysRefused.
 */
export async function connectAccount(form: KeysForm, by: { leaderId: number; teammateId: number }): Promise<void> {
  await db().transaction(async (tx) => {
    const before = await readConnection(tx);
    const kept = before === "locked" ? null : before;
    await keepConnection(tx, merged(form, kept, line().fixed), by);
  });
  await loadConnection();
}

/** Forgets the account; the simulator, or the environment's account, is the carrier again. */
export async function disconnectAccount(): Promise<void> {
  await db().transaction(dropConnection);
  await loadConnection();
}

/** The keys to keep. `fixed` are the environment's, about which the form says nothing. Pure. */
export function merged(form: KeysForm, kept: StoredKeys | null, fixed: KeyField[]): StoredKeys {
  const free = (field: KeyField) => !fixed.includes(field);
  // Another account's secret opens nothing: a new key wants its own.
  const sameAccount = kept?.apiKey === form.apiKey;
  const keys: StoredKeys = {
    apiKey: form.apiKey,
    apiSecret: form.apiSecret || (sameAccount ? (kept?.apiSecret ?? "") : ""),
    signatureSecret: form.signatureSecret || (sameAccount ? (kept?.signatureSecret ?? "") : ""),
    signatureMethod: form.signatureMethod,
    applicationId: form.applicationId.toLowerCase(),
    privateKey: form.privateKey.trim() ? readPem(form.privateKey) : "",
  };
  if (!keys.privateKey && kept?.applicationId === keys.applicationId) keys.privateKey = kept.privateKey;
  const needed: [KeyField, string][] = [
    ["apiKey", "The API key is needed."],
    ["apiSecret", "The API secret that belongs to this key is needed."],
    ["signatureSecret", "The signature secret is needed, or no text from a fan could be believed."],
    ["applicationId", "The id of the application is needed."],
    ["privateKey", "The private key of this application is needed, to sign what is sent."],
  ];
  for (const [field, sentence] of needed) if (free(field) && !keys[field]) throw new KeysRefused(field, sentence);
  for (const field of fixed) if (field !== "signatureMethod") keys[field] = "";
  return keys;
}

function readPem(text: string): string {
  // Copied out of an environment file the breaks are written as \n.
  const pem = text.trim().replaceAll("\\n", "\n").replaceAll("\r\n", "\n");
  if (/BEGIN PUBLIC KEY/.test(pem))
    throw new KeysRefused("privateKey", "This is the public half. The private one begins with BEGIN PRIVATE KEY.");
  try {
    if (createPrivateKey(pem).asymmetricKeyType !== "rsa") throw new Error("another kind");
  } catch {
    throw new KeysRefused("privateKey", "This is no RSA private key. Paste the whole file, from BEGIN to END.");
  }
  return `${pem}\n`;
}

function ending(secret: string | undefined): string | null {
  if (!secret) return null;
  return secret.length < 12 ? "set" : `ends in …${secret.slice(-4)}`;
}

function fingerprint(privateKey: string): string {
  try {
    const pem = !privateKey.includes("-----") && existsSync(privateKey) ? readFileSync(privateKey) : privateKey;
    const der = createPublicKey(createPrivateKey(pem)).export({ type: "spki", format: "der" });
    const hash = createHash("sha256").update(der).digest("hex").slice(0, 16);
    return `fingerprint ${hash.match(/.{4}/g)?.join(" ")}`;
  } catch {
    return "set, but it cannot be read";
  }
}
