import { keys } from "../carrier/contract/recorded";

/** A program that takes the fuzzer's secret for the carrier's; the carrier itself is nowhere. */
export const fuzzSettings: Record<string, string> = {
  VONAGE_API_KEY: keys.apiKey,
  VONAGE_API_SECRET: "secret",
  VONAGE_APPLICATION_ID: keys.applicationId,
  VONAGE_SIGNATURE_SECRET: keys.signatureSecret,
  VONAGE_SIGNATURE_METHOD: keys.signatureMethod,
  VONAGE_API_HOST: "http://127.0.0.1:9",
  VONAGE_REST_HOST: "http://127.0.0.1:9",
  METRICS_TOKEN: "the fuzz run reads this",
  LOG_LEVEL: "fatal",
};
