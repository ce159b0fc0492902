"use server";

import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { headers } from "next/headers";
import QRCode from "qrcode";
import { z } from "zod";
import { db } from "@/lib/db/client";
import { Refusal } from "@/lib/refusal";
import { teammateAction } from "@/lib/team/action";
import { waitForAddress } from "@/lib/team/address-limits";
import { again } from "@/lib/team/again";
import { signInVisit, visitOf } from "@/lib/team/auth";
import { beginAuthenticator, confirmAuthenticator, removeAuthenticator } from "@/lib/team/authenticator";
import { deviceName } from "@/lib/team/device";
import { confirmByCode, confirmByPasskey, requestConfirmCode } from "@/lib/team/fresh-sign-in";
import { forgetDevice, forgetDevices } from "@/lib/team/known-device";
import { addPasskey, passkeyCreationOptions, passkeySignInOptions, removePasskey } from "@/lib/team/passkeys";
import { makeRecoveryCodes } from "@/lib/team/recovery-codes";
import { recordSecurityEvent } from "@/lib/team/security-events";
import type { SignedIn } from "@/lib/team/session";
import { endSession, endSessions, sessionsOf } from "@/lib/team/sessions";

const nothing = z.object({});
const byId = z.object({ id: z.number().int().positive() });
const record = async (teammate: SignedIn, kind: Parameters<typeof recordSecurityEvent>[2]) =>
  recordSecurityEvent(db(), teammate, kind, visitOf(await headers()));

/** Signs the teammate out on one of their devices; it counts as new from now on. */
export const signOutDevice = teammateAction(byId, "security.signOut", async ({ id }, teammate) => {
  const ended = (await sessionsOf(db(), teammate.leaderId, teammate.teammateId)).find((one) => one.id === id);
  if (!(await endSession(db(), teammate, id))) throw new Refusal("That device is signed out already.", { gone: true });
  if (ended?.knownDeviceId) await forgetDevice(db(), teammate, ended.knownDeviceId);
  await record(teammate, "sessions_ended");
});

/** Signs the teammate out everywhere but here, and forgets all other devices. Returns on how many they were signed in. */
export const signOutOthers = teammateAction(nothing, "security.signOut", async (_, teammate) => {
  const ended = await endSessions(db(), teammate, teammate.sessionId);
  const forgotten = await forgetDevices(db(), teammate, teammate.knownDeviceId);
  if (ended + forgotten > 0) await record(teammate, "sessions_ended");
  return ended;
});

/** Forgets a device on which the teammate is signed out: it counts as new at its next sign-in. */
export const forgetKnownDevice = teammateAction(byId, "security.signOut", async ({ id }, teammate) => {
  if (!(await forgetDevice(db(), teammate, id))) throw new Refusal("That device was removed already.", { gone: true });
});

/** Texts the teammate a code to confirm with. */
export const newConfirmCode = teammateAction(nothing, "security.confirm", async (_, teammate) =>
  requestConfirmCode(teammate, await signInVisit(await headers())),
);

/** What the browser needs to confirm by a passkey. */
export const newConfirmChallenge = teammateAction(nothing, "security.confirm", async () => {
  const { address } = await signInVisit(await headers());
  const wait = await waitForAddress("passkey-address", address);
  if (wait > 0) throw new Refusal(`Too many tries. ${again(wait)}`);
  return passkeySignInOptions();
});

/** Confirms by a code: texted, of the app, or for recovery. */
export const confirmCode = teammateAction(
  z.object({ way: z.enum(["text", "authenticator", "recovery"]), code: z.string().max(40) }),
  "security.confirm",
  async ({ way, code }, teammate) => {
    const visit = await signInVisit(await headers());
    const problem = await confirmByCode(teammate, way, code, visit);
    if (problem) throw new Refusal(problem);
    if (way === "recovery") await record(teammate, "recovery_code_used");
  },
);

/** Confirms by a passkey. */
export const confirmPasskey = teammateAction(
  z.object({ response: z.custom<AuthenticationResponseJSON>((value) => typeof value === "object" && value !== null) }),
  "security.confirm",
  async ({ response }, teammate) => {
    const problem = await confirmByPasskey(teammate, response, await signInVisit(await headers()));
    if (problem) throw new Refusal(problem);
  },
);

/** What the browser needs to make a passkey. */
export const newPasskey = teammateAction(nothing, "security.editOwn", (_, teammate) =>
  passkeyCreationOptions(teammate),
);

/** Keeps the passkey that the browser has made. */
export const keepPasskey = teammateAction(
  z.object({ response: z.custom<RegistrationResponseJSON>((value) => typeof value === "object" && value !== null) }),
  "security.editOwn",
  async ({ response }, teammate) => {
    const { userAgent } = visitOf(await headers());
    if (!(await addPasskey(teammate, response, deviceName(userAgent))))
      throw new Refusal("This passkey couldn't be added. Try again.");
    await record(teammate, "passkey_added");
  },
);

/** Removes one of the teammate's passkeys. */
export const dropPasskey = teammateAction(byId, "security.editOwn", async ({ id }, teammate) => {
  if (!(await removePasskey(db(), teammate, id)))
    throw new Refusal("That passkey was removed already.", { gone: true });
  await record(teammate, "passkey_removed");
});

/** Starts connecting an authenticator app: its QR code as a data address, and the key for typing. */
export const newAuthenticator = teammateAction(nothing, "security.editOwn", async (_, teammate) => {
  const { uri, secret } = await beginAuthenticator(db(), teammate, teammate.name);
  return { qr: await QRCode.toDataURL(uri, { margin: 1, width: 220 }), secret };
});

/** Connects the app by its first code. */
export const keepAuthenticator = teammateAction(
  z.object({ code: z.string().max(20) }),
  "security.editOwn",
  async ({ code }, teammate) => {
    if (!(await confirmAuthenticator(db(), teammate, code)))
      throw new Refusal("That code doesn't match. Enter the one your app shows now.");
    await record(teammate, "authenticator_added");
  },
);

/** Removes the authenticator app. */
export const dropAuthenticator = teammateAction(nothing, "security.editOwn", async (_, teammate) => {
  if (await removeAuthenticator(db(), teammate)) await record(teammate, "authenticator_removed");
});

/** Makes ten fresh recovery codes; the older ones stop working. */
export const newRecoveryCodes = teammateAction(nothing, "security.editOwn", async (_, teammate) => {
  const codes = await makeRecoveryCodes(teammate);
  await record(teammate, "recovery_codes_made");
  return codes;
});
