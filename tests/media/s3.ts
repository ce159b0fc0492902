import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { SignatureV4 } from "@smithy/signature-v4";
import S3rver from "s3rver";

/** The one pair of keys s3rver knows. */
export const keys = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
export const region = "us-east-1";

/** Node's hashes in the shape AWS's signer asks for: keyed, it is an HMAC. */
class Sha256 {
  readonly #hash;
  constructor(key?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = key === undefined ? createHash("sha256") : createHmac("sha256", bytesOf(key));
  }
  update(data: string | ArrayBuffer | ArrayBufferView) {
    this.#hash.update(bytesOf(data));
  }
  async digest() {
    return new Uint8Array(this.#hash.digest());
  }
  reset() {}
}
const bytesOf = (data: string | ArrayBuffer | ArrayBufferView): string | Uint8Array =>
  typeof data === "string" || data instanceof Uint8Array ? data : new Uint8Array(data as ArrayBuffer);

/**
 * A server that speaks S3, written by others (s3rver), on a port of this machine (0: a free one). It leaves signatures of the
 * fourth version unread, so AWS's own signer makes each anew in front of it, and what differs is refused as AWS does.
 */
export async function startS3(
  directory: string,
  bucket: string,
  port = 0,
): Promise<{ endpoint: string; close(): Promise<void> }> {
  const server = new S3rver({
    ...{ address: "127.0.0.1", port, silent: true, directory },
    ...{ configureBuckets: [{ name: bucket, configs: [] }], vhostBuckets: false },
  });
  type Context = { req: IncomingMessage; status: number; body: string };
  const { middleware } = server as unknown as {
    middleware: ((context: Context, next: () => Promise<void>) => Promise<void>)[];
  };
  middleware.unshift(async (context, next) => {
    if (await isSignedRight(context.req)) return next();
    context.status = 403;
    context.body = "<Error><Code>SignatureDoesNotMatch</Code></Error>";
  });
  const address = await server.run();
  return { endpoint: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}

async function isSignedRight(request: IncomingMessage): Promise<boolean> {
  const given = request.headers.authorization ?? "";
  const signed = /SignedHeaders=([^,]+),/.exec(given)?.[1]?.split(";") ?? [];
  const time = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(request.headers["x-amz-date"]));
  if (!time || !signed.includes("host")) return false;
  const [year, month, day, hour, minute, second] = time.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const signer = new SignatureV4({ credentials: keys, region, service: "s3", sha256: Sha256, uriEscapePath: false });
  const made = await signer.sign(
    {
      method: request.method ?? "",
      ...{ protocol: "http:", hostname: "127.0.0.1", path: request.url ?? "", query: {} },
      headers: Object.fromEntries(signed.map((name) => [name, String(request.headers[name])])),
    },
    { signingDate: new Date(Date.UTC(year, month - 1, day, hour, minute, second)), signableHeaders: new Set(signed) },
  );
  return made.headers.authorization === given;
}
