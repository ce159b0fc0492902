import { env } from "@/lib/env";
import { folderStore } from "./store-folder";
import { s3Store } from "./store-s3";

/** First and last byte, both included. */
export type ByteRange = { from: number; to: number };

/** Where the bytes lie. Keys are made here (keyOf), never by somebody else. */
export interface MediaStore {
  put(key: string, bytes: Uint8Array, type: string): Promise<void>;
  /** The bytes, or the range of them; null where there are none. */
  get(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array> | null>;
  /** Removing what is gone already is fine. */
  remove(key: string): Promise<void>;
}

/** original: as it came, or as it is sent. preview: the copy that is shown. chosen: a leader's file before it was made smaller. */
export const variants = ["original", "preview", "chosen"] as const;
export type Variant = (typeof variants)[number];

/** The key of a stored file. The id is a UUID of ours. */
export function keyOf(leaderId: number, id: string, variant: Variant): string {
  return `${leaderId}/${id}${variant === "original" ? "" : `.${variant}`}`;
}

/** Removes a file and what was made of it. */
export async function removeMedia(leaderId: number, id: string): Promise<void> {
  for (const variant of variants) await mediaStore().remove(keyOf(leaderId, id, variant));
}

/** The store of this process, as the settings say. Throws an Error with a sentence where the S3 settings are half. */
export function mediaStore(): MediaStore {
  const settings = env();
  if (!settings.S3_ENDPOINT) return folderStore(settings.DATA_DIR);
  const { S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = settings;
  if (!S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY)
    throw new Error("S3_ENDPOINT is set; S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY must be set as well.");
  return s3Store({
    endpoint: settings.S3_ENDPOINT,
    bucket: S3_BUCKET,
    region: S3_REGION,
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
  });
}
