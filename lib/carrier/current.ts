import { env } from "@/lib/env";
import type { Carrier } from "./carrier";
import { vonage } from "./vonage/vonage";

const shared = globalThis as typeof globalThis & { tenfourCarrier?: Carrier };

/**
 * The carrier of this process. Without VONAGE_API_KEY, server.ts has started the simulator and put its keys and
 * hosts into the environment, so that the same code speaks to it.
 */
export function carrier(): Carrier {
  if (!shared.tenfourCarrier) {
    const settings = env();
    shared.tenfourCarrier = vonage({
      apiKey: settings.VONAGE_API_KEY ?? "",
      apiSecret: settings.VONAGE_API_SECRET ?? "",
      signatureSecret: settings.VONAGE_SIGNATURE_SECRET ?? "",
      signatureMethod: settings.VONAGE_SIGNATURE_METHOD,
      applicationId: settings.VONAGE_APPLICATION_ID ?? "",
      privateKey: settings.VONAGE_PRIVATE_KEY ?? "",
      apiHost: settings.VONAGE_API_HOST,
      restHost: settings.VONAGE_REST_HOST,
    });
  }
  return shared.tenfourCarrier;
}
