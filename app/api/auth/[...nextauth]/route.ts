import NextAuth from "next-auth";
import { authOptions } from "@/lib/team/auth";

type Context = { params: Promise<{ nextauth: string[] }> };

/** The options need settings that exist only while the program runs, so they are read at each request. */
function handle(request: Request, context: Context): Promise<Response> {
  return NextAuth(authOptions())(request, context) as Promise<Response>;
}

export { handle as GET, handle as POST };
