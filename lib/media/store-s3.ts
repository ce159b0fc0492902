import { AwsClient } from "aws4fetch";
import type { MediaStore } from "./store";

export type S3Settings = {
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
};

/** Milliseconds until the head of an answer must be there. */
const patience = 30_000;

/** Keeps files in an S3-compatible store, addressed by path (endpoint/bucket/key), as MinIO, R2 and AWS all take it. */
export function s3Store(settings: S3Settings): MediaStore {
  const { accessKeyId, secretAccessKey, region } = settings;
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: 3 });
  const urlOf = (key: string) =>
    `${settings.endpoint.replace(/\/+$/, "")}/${settings.bucket}/media/${key.split("/").map(encodeURIComponent).join("/")}`;

  async function ask(key: string, wish: RequestInit): Promise<Response> {
    const control = new AbortController();
    const timer = setTimeout(() => control.abort(), patience);
    try {
      return await client.fetch(urlOf(key), { ...wish, signal: control.signal });
    } finally {
      // Only the head has a limit: a slow listener may take their time for the rest.
      clearTimeout(timer);
    }
  }
  return {
    async put(key, bytes, type) {
      const answer = await ask(key, {
        method: "PUT",
        body: bytes as Uint8Array<ArrayBuffer>,
        headers: { "content-type": type },
      });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`The S3 store did not take a file: ${answer.status}.`);
    },
    async get(key, range) {
      const answer = await ask(key, { headers: range ? { range: `bytes=${range.from}-${range.to}` } : {} });
      if (answer.ok && answer.body) return answer.body;
      await answer.body?.cancel();
      if (answer.status === 404) return null;
      throw new Error(`The S3 store did not hand out a file: ${answer.status}.`);
    },
    async remove(key) {
      const answer = await ask(key, { method: "DELETE" });
      await answer.body?.cancel();
      if (!answer.ok && answer.status !== 404) throw new Error(`The S3 store did not remove a file: ${answer.status}.`);
    },
  };
}
