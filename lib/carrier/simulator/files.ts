import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { z } from "zod";
import type { Attached } from "./entries";

/** A file as a phone hands it over. */
export const picked = z.object({
  kind: z.enum(["image", "video", "audio", "vcard", "file"]),
  type: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/),
  name: z.string().max(100).optional(),
  data: z.base64().max(11_000_000),
});

export type ToFetch = { kind: string; url: string };

const endings: Record<string, string> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/gif": "gif",
  "image/webp": "webp",
  "video/mp4": "mp4",
  "audio/mpeg": "mp3",
  "audio/wav": "wav",
  "audio/webm": "webm",
  "text/vcard": "vcf",
};
const fetchedWithin = 5_000;
const largest = 8_000_000;

/** Pictures, films and recordings that go through the carrier, as files beside the ledger. */
export class Files {
  readonly #dir: string;
  /** A broadcast's picture is fetched once, not once a phone. */
  readonly #fetched = new Map<string, Promise<Attached>>();

  constructor(dir: string) {
    this.#dir = join(dir, "media");
    mkdirSync(this.#dir, { recursive: true, mode: 0o700 });
  }

  keep({ kind, type, name, data }: z.infer<typeof picked>): Extract<Attached, { file: string }> {
    return this.#write(kind, type, Buffer.from(data, "base64"), name);
  }

  /** Fetches what is sent along, as the carrier does: by its address, from outside. */
  fetchAll(wanted: ToFetch[]): Promise<Attached[]> {
    return Promise.all(
      wanted.map((one) => {
        const known = this.#fetched.get(one.url);
        if (known) return known;
        const fetching = this.#fetch(one);
        this.#fetched.set(one.url, fetching);
        if (this.#fetched.size > 100) this.#fetched.delete(this.#fetched.keys().next().value ?? "");
        return fetching;
      }),
    );
  }

  /** Hands a file out, as the carrier's own media links do. */
  serve(name: string, response: ServerResponse): void {
    try {
      const { type, bytes } = this.read(name);
      response
        .writeHead(200, { "content-type": type, "content-length": bytes.length, "x-content-type-options": "nosniff" })
        .end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  }

  /** Throws where there is no such file. */
  read(name: string): { type: string; bytes: Buffer } {
    const ending = /^[0-9a-f-]{36}\.([a-z0-9]{2,5})$/.exec(name)?.[1];
    if (!ending) throw new Error("That is no file of this carrier.");
    const type = Object.entries(endings).find(([, known]) => known === ending)?.[0] ?? "application/octet-stream";
    return { type, bytes: readFileSync(join(this.#dir, name)) };
  }

  async #fetch({ kind, url }: ToFetch): Promise<Attached> {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(fetchedWithin) });
      if (!answer.ok) return { kind, lost: `the address answered ${answer.status}` };
      const bytes = Buffer.from(await answer.arrayBuffer());
      if (bytes.length > largest) return { kind, lost: "it is too large" };
      const type = answer.headers.get("content-type")?.split(";")[0] ?? "application/octet-stream";
      return this.#write(kind, type, bytes);
    } catch {
      return { kind, lost: "the address did not answer" };
    }
  }

  #write(kind: string, type: string, bytes: Buffer, name?: string): Extract<Attached, { file: string }> {
    const file = `${randomUUID()}.${endings[type] ?? "bin"}`;
    writeFileSync(join(this.#dir, file), bytes, { mode: 0o600 });
    return { kind, file, type, ...(name ? { name } : {}) };
  }
}
