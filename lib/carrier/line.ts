import { env } from "@/lib/env";
import type { StoredKeys } from "./connection";
import type { VonageSettings } from "./vonage/vonage";

export const keyFields = [
  "apiKey",
  "apiSecret",
  "signatureSecret",
  "signatureMethod",
  "applicationId",
  "privateKey",
] as const;
export type KeyField = (typeof keyFields)[number];

/** Which account this process speaks to, and who said so. */
export type Line = {
  /** locked: keys are stored, but sealed with another key than this program has, so nothing can be sent. */
  by: "environment" | "stored" | "locked" | "simulator";
  settings: VonageSettings;
  /** Set in the environment: no screen can change them. */
  fixed: KeyField[];
};

type HearSimulator = (settings: VonageSettings | null) => void;
type Known = {
  stored: StoredKeys | "locked" | null;
  simulator: VonageSettings | null;
  version: number;
  heard: Set<HearSimulator>;
};

// Next bundles pages apart from server.ts, so what a process knows of its carrier lives on globalThis.
const shared = globalThis as typeof globalThis & { tenfourLine?: Known };
shared.tenfourLine ??= { stored: null, simulator: null, version: 0, heard: new Set() };
const known = shared.tenfourLine;

/** Takes what the database says about the account (watch.ts). */
export function knowStored(stored: StoredKeys | "locked" | null): void {
  known.stored = stored;
  known.version++;
}

/** The simulator has started and is spoken to with these keys; null: it has ended. */
export function knowSimulator(settings: VonageSettings | null): void {
  known.simulator = settings;
  known.version++;
  for (const hear of known.heard) hear(settings);
}

/** Calls `hear` each time the simulator starts or ends. Returns the function that stops it. */
export function onSimulator(hear: HearSimulator): () => void {
  known.heard.add(hear);
  return () => known.heard.delete(hear);
}

/** Grows with each change, so that nobody goes on with the account of yesterday. */
export const lineVersion = (): number => known.version;

/** The account as it is now. */
export function line(): Line {
  return chooseLine(fromEnvironment(), known.stored, known.simulator);
}

type Given = { keys: Partial<StoredKeys>; hosts: Pick<VonageSettings, "apiHost" | "restHost"> };

/** What the environment says wins, setting by setting; then what is stored; without either, the simulator. Pure. */
export function chooseLine(given: Given, stored: StoredKeys | "locked" | null, simulator: VonageSettings | null): Line {
  const fixed = keyFields.filter((field) => given.keys[field] !== undefined);
  const opened = stored === "locked" || stored === null ? {} : stored;
  const settings = { ...blank, ...opened, ...given.keys, ...given.hosts };
  if (given.keys.apiKey) return { by: "environment", settings, fixed };
  if (stored === "locked") return { by: "locked", settings, fixed };
  if (stored?.apiKey) return { by: "stored", settings, fixed };
  return { by: "simulator", settings: simulator ?? settings, fixed: [] };
}

const blank: StoredKeys = {
  apiKey: "",
  apiSecret: "",
  signatureSecret: "",
  signatureMethod: "",
  applicationId: "",
  privateKey: "",
};

function fromEnvironment(): Given {
  const settings = env();
  const keys: Partial<StoredKeys> = {
    apiKey: settings.VONAGE_API_KEY,
    apiSecret: settings.VONAGE_API_SECRET,
    signatureSecret: settings.VONAGE_SIGNATURE_SECRET,
    signatureMethod: settings.VONAGE_SIGNATURE_METHOD,
    applicationId: settings.VONAGE_APPLICATION_ID,
    privateKey: settings.VONAGE_PRIVATE_KEY,
  };
  return {
    keys: Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined)),
    hosts: { apiHost: settings.VONAGE_API_HOST, restHost: settings.VONAGE_REST_HOST },
  };
}
