import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { visitorAddress } from "./address";
import { checkCode } from "./codes";
import { openToken, secureCookies, sessionCookie, sessionSeconds, sessionSecret } from "./session-cookie";

declare module "next-auth" {
  interface Session {
    teammateId?: number;
    leaderId?: number;
  }
  interface User {
    teammateId?: number;
    leaderId?: number;
  }
}
declare module "next-auth/jwt" {
  interface JWT {
    teammateId?: number;
    leaderId?: number;
  }
}

/**
 * How next-auth signs teammates in: a mobile number and the code texted to it (decision 10). The token carries two ids
 * only; name and role are read from the database at each request, see session.ts.
 */
export function authOptions(): NextAuthOptions {
  return {
    secret: sessionSecret(),
    jwt: { decode: ({ token }) => openToken(token) },
    session: { strategy: "jwt", maxAge: sessionSeconds },
    useSecureCookies: secureCookies(),
    cookies: {
      sessionToken: {
        name: sessionCookie(),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: secureCookies() },
      },
    },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        name: "Texted code",
        credentials: { mobile: {}, code: {} },
        async authorize(credentials, request) {
          const ip = visitorAddress(new Headers(request.headers as Record<string, string>));
          const teammate = await checkCode(credentials?.mobile ?? "", credentials?.code ?? "", ip);
          if (!teammate) return null;
          return { id: String(teammate.id), teammateId: teammate.id, leaderId: teammate.leaderId };
        },
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        if (user) {
          token.teammateId = user.teammateId;
          token.leaderId = user.leaderId;
        }
        return token;
      },
      session({ session, token }) {
        session.teammateId = token.teammateId;
        session.leaderId = token.leaderId;
        return session;
      },
    },
  };
}
