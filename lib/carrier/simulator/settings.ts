import { type Switches, switchesFrom } from "./switches";

export type SignatureMethod = "md5hash" | "md5" | "sha1" | "sha256" | "sha512";

export type SimulatorOptions = {
  /** 0 takes any free port. It always binds 127.0.0.1. */
  port: number;
  /** Folder of the ledger; made if absent. */
  dir: string;
  /** The product's base URL, which webhooks are sent to. */
  webhookBase: string;
  apiKey: string;
  apiSecret: string;
  signatureSecret: string;
  /** How webhooks of the older dialect are signed. */
  signatureMethod?: SignatureMethod;
  applicationId: string;
  /** PEM of the application's RS256 public key. */
  publicKey: string;
  /** Where the switches stand at start; those kept in the ledger are overruled. */
  switches?: Partial<Switches>;
  /** Webhooks under way at once. */
  concurrency?: number;
};

/** Reads SIM_* settings. Throws an Error that names what is missing. */
export function optionsFromEnv(source: Record<string, string | undefined>): SimulatorOptions {
  const need = (name: string) => {
    const value = source[name];
    if (!value) throw new Error(`The simulator needs ${name}.`);
    return value;
  };
  return {
    port: Number(need("SIM_PORT")),
    dir: need("SIM_DIR"),
    webhookBase: need("SIM_WEBHOOK_BASE").replace(/\/+$/, ""),
    apiKey: need("SIM_API_KEY"),
    apiSecret: need("SIM_API_SECRET"),
    signatureSecret: need("SIM_SIGNATURE_SECRET"),
    signatureMethod: (source.SIM_SIGNATURE_METHOD || "sha256") as SignatureMethod,
    applicationId: need("SIM_APPLICATION_ID"),
    publicKey: need("SIM_PUBLIC_KEY").replaceAll("\\n", "\n"),
    ...(source.SIM_SWITCHES ? { switches: switchesFrom(JSON.parse(source.SIM_SWITCHES)) } : {}),
    ...(source.SIM_CONCURRENCY ? { concurrency: Number(source.SIM_CONCURRENCY) } : {}),
  };
}
