import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import { cookies } from "next/headers";
import type { NextAuthOptions, RequestInternal, User } from "next-auth";
import type { JWT } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { db } from "@/lib/db/client";
import { log } from "@/lib/log";
import { clientAddress } from "@/lib/web/client-address";
import { waitForAddress } from "./address-limits";
import { checkAuthenticator } from "./authenticator";
import { checkCode, type SignInResult, type SignInVisit } from "./codes";
import { knownDeviceCookie, knownDeviceSeconds, rememberDevice } from "./known-device";
import { checkPasskey } from "./passkeys";
import { checkRecoveryCode } from "./recovery-codes";
import { recordSecurityEvent } from "./security-events";
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
import type { Teammate } from "./table";

declare module "next-auth" {
  interface User {
    session?: SessionToken;
  }
}

type Check = (mobile: string, code: string, visit: SignInVisit) => Promise<SignInResult>;

/**
 * How next-auth signs teammates in: a mobile number and a code (texted, of an authenticator app, or for recovery), or a
 * passkey (decision 10). The cookie only names a row of `sessions`; whether it is still valid, name and role are read
 * from the database at each request, see session.ts.
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
      byCode("credentials", "Texted code", checkCode),
      byCode("authenticator", "Authenticator app", checkAuthenticator),
      byCode("recovery", "Recovery code", checkRecoveryCode),
      CredentialsProvider({
        id: "passkey",
        name: "Passkey",
        credentials: { response: {} },
        async authorize(credentials, request) {
          const visit = await signInVisit(headersOf(request));
          const wait = await waitForAddress("try-address", visit.address);
          if (wait > 0) throw new Error(`wait:${wait}`);
          const teammate = await checkPasskey(parsed(credentials?.response));
          return teammate && signedIn(teammate, visit);
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

/** A way in by mobile and code. The page reads "wait:" and the seconds out of the error. */
function byCode(id: string, name: string, check: Check) {
  return CredentialsProvider({
    id,
    name,
    credentials: { mobile: {}, code: {} },
    async authorize(credentials, request) {
      const visit = await signInVisit(headersOf(request));
      const result = await check(String(credentials?.mobile ?? ""), String(credentials?.code ?? ""), visit);
      if (result.teammate === null) {
        if (result.wait > 0) throw new Error(`wait:${result.wait}`);
        return null;
      }
      if (id === "recovery") await recordSecurityEvent(db(), whose(result.teammate), "recovery_code_used", visit);
      return signedIn(result.teammate, visit);
    },
  });
}

/** Starts the session, and makes the device known. */
async function signedIn(teammate: Teammate, visit: Visit): Promise<User> {
  const jar = await cookies();
  const device = await rememberDevice(db(), teammate, visit, jar.get(knownDeviceCookie())?.value);
  const session = await createSession(db(), teammate, visit, device.id);
  await recordSecurityEvent(db(), whose(teammate), "signed_in", visit);
  jar.set(knownDeviceCookie(), device.cookie, {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: secureCookies(),
    maxAge: knownDeviceSeconds,
  });
  return { id: String(teammate.id), session };
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

/** The same, with the cookie of a known device. */
export async function signInVisit(headers: Headers): Promise<SignInVisit> {
  return { ...visitOf(headers), deviceCookie: (await cookies()).get(knownDeviceCookie())?.value };
}

const headersOf = (request: Pick<RequestInternal, "headers">) => new Headers(request.headers as Record<string, string>);
const whose = ({ leaderId, id }: Teammate) => ({ leaderId, teammateId: id });

function parsed(text: string | undefined): AuthenticationResponseJSON {
  try {
    const response: unknown = JSON.parse(text?.slice(0, 8_000) ?? "");
    if (typeof response === "object" && response !== null) return response as AuthenticationResponseJSON;
  } catch {
    // Answered as a passkey that is not known.
  }
  return {} as AuthenticationResponseJSON;
}
