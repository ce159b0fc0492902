import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/team/auth";
import { authLimit, readBody, tooLarge } from "@/lib/web/body";
import { bodyKindOf } from "@/lib/web/body-meter";

type Context = { params: Promise<{ nextauth: string[] }> };

/** The options need settings that exist only while the program runs, so they are read at each request. */
async function handle(request: Request, context: Context): Promise<Response> {
  if (!request.body) return (await NextAuth(authOptions())(request, context)) as Response;
  // next-auth reads a body of any size by itself, so it gets one that was read within the limit.
  const body = await readBody(request, authLimit, bodyKindOf(request.headers.get("content-type") ?? ""));
  if (!body) return tooLarge(authLimit, true);
  const { method, headers } = request;
  const read = new NextRequest(request.url, { method, headers, body: new Uint8Array(body) });
  return (await NextAuth(authOptions())(read, context)) as Response;
}

/** next-auth answers 500 to a callback that is not posted. There is no provider here that calls back by GET. */
async function get(request: Request, context: Context): Promise<Response> {
  const { nextauth } = await context.params;
  if (nextauth[0] === "callback") return new Response(null, { status: 405, headers: { allow: "POST" } });
  return handle(request, context);
}

export { get as GET, handle as POST };
