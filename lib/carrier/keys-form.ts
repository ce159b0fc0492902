import { z } from "zod";

const secret = z.string().trim().max(200, "That is too long for a secret.");

/** What the screen sends. An empty secret means: the one that is kept already. */
export const keysForm = z.object({
  apiKey: z
    .string()
    .trim()
    .regex(/^[\w-]{0,64}$/, "An API key has letters and digits only."),
  apiSecret: secret,
  signatureSecret: secret,
  signatureMethod: z.enum(["", "md5hash", "md5", "sha1", "sha256", "sha512"]),
  applicationId: z
    .string()
    .trim()
    .regex(/^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})?$/i, {
      message: "An application id looks like 8a1b2c3d-…, five groups of letters and digits.",
    }),
  privateKey: z.string().max(20_000, "That is too long for a private key."),
});
export type KeysForm = z.infer<typeof keysForm>;
