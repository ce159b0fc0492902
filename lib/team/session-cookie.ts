import { decode, type JWT } from "next-auth/jwt";
import { key, keysFor } from "@/lib/config/keys";
import { env } from "@/lib/env";

/** What a session's cookie holds, encrypted: the row, and the secret that proves it is theirs. */
export type SessionToken = { leaderId: number; sessionId: number; sessionKey: string };

declare module "next-auth/jwt" {
  interface JWT extends Partial<SessionToken> {}
}

/** Seconds a session lasts after signing in. */
export const sessionSeconds = 30 * 24 * 60 * 60;

/** A cookie marked Secure never comes back over plain http, so the public address decides. */
export function secureCookies(): boolean {
  return env().PUBLIC_URL.startsWith("https://");
}

/** `__Host-` binds a cookie to this host, Secure and Path=/; browsers accept the prefix over https only. */
export function cookieName(name: string): string {
  return secureCookies() ? `__Host-${name}` : name;
}

/** The cookie that holds a session's encrypted token. */
export const sessionCookie = () => cookieName("tenfour_session");

/** What next-auth encrypts new tokens with. */
export const sessionSecret = () => key("session").toString("base64url");

/** Opens a session's token, also one from before the last rotation of the secret; null where it is not ours. */
export async function openToken(token: string | undefined): Promise<JWT | null> {
  if (!token) return null;
  for (const one of keysFor("session")) {
    const opened = await decode({ token, secret: one.toString("base64url") }).catch(() => null);
    if (opened) return opened;
  }
  return null;
}

/** What an opened cookie says, or null: a token from before sessions were rows names none. */
export function tokenOf(jwt: JWT | null): SessionToken | null {
  const { leaderId, sessionId, sessionKey } = jwt ?? {};
  return leaderId && sessionId && sessionKey ? { leaderId, sessionId, sessionKey } : null;
}
