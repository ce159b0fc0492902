import { randomBytes } from "node:crypto";
import { isSigned, sign } from "@/lib/config/keys";
import { cookieName } from "./session-cookie";
import type { Teammate } from "./table";

/** Seconds a device stays known after its last sign-in. */
export const knownDeviceSeconds = 365 * 24 * 60 * 60;

/** The cookie of a browser that has signed in before. It opens nothing: it only has its own budget of codes and guesses. */
export const knownDeviceCookie = () => cookieName("tenfour_device");

/** A fresh cookie value for a device on which `mobile` (E.164) has just signed in. */
export function newKnownDevice({ mobile }: Pick<Teammate, "mobile">): string {
  const id = randomBytes(16).toString("base64url");
  return `${id}.${sign("known-device", `${id}:${mobile}`).toString("base64url")}`;
}

/** The device's id where its cookie was made for this mobile (E.164), else null. Asks no database. */
export function knownDevice(cookie: string | undefined, mobile: string): string | null {
  const [, id, mac] = /^([\w-]{22})\.([\w-]{43})$/.exec(cookie ?? "") ?? [];
  if (!id || !mac) return null;
  return isSigned("known-device", `${id}:${mobile}`, Buffer.from(mac, "base64url")) ? id : null;
}
