import type { NextAuthOptions } from "next-auth";
import type { JWT } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { db } from "@/lib/db/client";
import { log } from "@/lib/log";
import { clientAddress } from "@/lib/web/client-address";
import { checkCode } from "./codes";
import {
  openToken,
  type SessionToken,
  secureCookies,
  sessionCookie,
  sessionSeconds,
  sessionSecret,
  tokenOf,
} from "./session-cookie";
import { createSession, endSession, findSession, type Visit } from "./sessions";

declare module "next-auth" {
  interface User {
    session?: SessionToken;
  }
}

/**
 * How next-auth signs teammates in: a mobile number and the code texted to it (decision 10). The cookie only names a
 * row of `sessions`; whether it is still valid, name and role are read from the database at each request, see session.ts.
 */
export function authOptions(): NextAuthOptions {
  return {
    secret: sessionSecret(),
    jwt: { decode: ({ token }) => openLive(token) },
    logger: {
      // A cookie of a session that has ended is no error.
      error: (code) => code !== "JWT_SESSION_ERROR" && log.error({ code }, "next-auth failed"),
    },
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
          const visit = visitOf(new Headers(request.headers as Record<string, string>));
          const teammate = await checkCode(credentials?.mobile ?? "", credentials?.code ?? "", visit.address);
          if (!teammate) return null;
          return { id: String(teammate.id), session: await createSession(db(), teammate, visit) };
        },
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        return user?.session ? { ...user.session } : token;
      },
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      async signOut({ token }) {
        const named = tokenOf(token);
        const found = named && (await findSession(db(), named));
        if (found) await endSession(db(), found.session, found.session.id);
      },
    },
  };
}

/** next-auth's own routes know a session only while its row is there. */
async function openLive(token: string | undefined): Promise<JWT | null> {
  const jwt = await openToken(token);
  const named = tokenOf(jwt);
  return named && (await findSession(db(), named)) ? jwt : null;
}

/** Who makes the request in progress: its browser, and the address that server.ts resolved. */
export function visitOf(headers: Headers): Visit {
  return { userAgent: headers.get("user-agent") ?? "", address: clientAddress() };
}
