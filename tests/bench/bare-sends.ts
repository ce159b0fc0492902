import { Channels, SMS } from "@vonage/messages";
import { Vonage } from "@vonage/server-sdk";
import { ReusedBearer } from "@/lib/carrier/vonage/auth";

/** The SDK with its bearer reused and nothing around it: so many texts, so many under way. The ledger does the timing. */
const [count, concurrency, from] = process.argv.slice(-3) as [string, string, string];
const { VONAGE_API_KEY: apiKey, VONAGE_API_SECRET: apiSecret, VONAGE_API_HOST: host, ...rest } = process.env;
const auth = new ReusedBearer({
  apiKey: apiKey as string,
  apiSecret,
  applicationId: rest.VONAGE_APPLICATION_ID,
  privateKey: rest.VONAGE_PRIVATE_KEY,
});
const sdk = new Vonage(auth, { apiHost: host, restHost: host, timeout: 20_000 });
let next = 0;
await Promise.all(
  Array.from({ length: Number(concurrency) }, async () => {
    for (let index = next++; index < Number(count); index = next++) {
      const to = `1312555${String(1_000 + (index % 9_000))}`;
      const text = `Thank you for writing, number ${index}`;
      await sdk.messages.send(
        new SMS({
          channel: Channels.SMS,
          messageType: "text",
          from: from.replace("+", ""),
          to,
          text,
          clientRef: `bare-${index}`,
        }),
      );
    }
  }),
);
