import { db } from "@/lib/db/client";
import { mediaById } from "@/lib/media/queries";
import { serveMedia } from "@/lib/media/serve";
import { readSigned } from "@/lib/media/sign";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ token: string }> };

/** A file for the carrier, which cannot sign in: by an address that is signed and runs out. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const named = readSigned((await params).token, new Date());
  const row = named && (await mediaById(db(), named.leaderId, named.id));
  if (!row) return new Response(null, { status: 404 });
  return serveMedia(row, { variant: named.variant, cache: "private, max-age=300" }, request);
}

export const HEAD = GET;
