import type { Metadata } from "next";
import { Activity } from "@/components/settings/security/activity";
import { Authenticator } from "@/components/settings/security/authenticator";
import { Devices } from "@/components/settings/security/devices";
import { Passkeys } from "@/components/settings/security/passkeys";
import { RecoveryCodes } from "@/components/settings/security/recovery-codes";
import { clock } from "@/components/settings/security/time";
import { db } from "@/lib/db/client";
import { hasAuthenticator } from "@/lib/team/authenticator";
import { knownDevicesOf } from "@/lib/team/known-device";
import { passkeysOf } from "@/lib/team/passkeys";
import { recoveryCodesLeft } from "@/lib/team/recovery-codes";
import { securityEventsOf } from "@/lib/team/security-events";
import { requireTeammate } from "@/lib/team/session";
import { sessionsOf } from "@/lib/team/sessions";
import { Confirmable } from "../confirmable";
import * as actions from "./actions";

export const metadata: Metadata = { title: "Sign-in & devices" };

/** How this teammate signs in, on which devices, and what happened around it. */
export default async function SecurityPage() {
  const teammate = await requireTeammate();
  const { leaderId, teammateId, sessionId } = teammate;
  const [sessions, known, passkeys, authenticator, codesLeft, events] = await Promise.all([
    sessionsOf(db(), leaderId, teammateId),
    knownDevicesOf(db(), teammate),
    passkeysOf(db(), teammate),
    hasAuthenticator(db(), teammate),
    recoveryCodesLeft(teammate),
    securityEventsOf(db(), teammate),
  ]);
  const at = clock(teammate.timeZone);
  const signedIn = new Set(sessions.map(({ knownDeviceId }) => knownDeviceId));
  return (
    <Confirmable teammate={teammate} about="how you sign in">
      <div className="grid max-w-2xl gap-10">
        <header className="grid gap-1">
          <h1 className="text-2xl font-semibold">Sign-in & devices</h1>
          <p className="text-muted">
            A code texted to your mobile signs you in. Add a passkey or an authenticator app as a second way. Times are
            in {at.zone}.
          </p>
        </header>
        <Devices
          devices={sessions.map(({ id, device, address, createdAt, lastSeenAt }) => ({
            id,
            device,
            address,
            signedIn: at.say(createdAt),
            lastSeen: at.say(lastSeenAt),
            here: id === sessionId,
          }))}
          known={known
            .filter(({ id }) => !signedIn.has(id))
            .map(({ id, device, address, createdAt, lastSignInAt }) => ({
              id,
              device,
              address,
              firstSeen: at.say(createdAt),
              lastSignIn: at.say(lastSignInAt),
            }))}
          forget={actions.forgetKnownDevice}
          signOut={actions.signOutDevice}
          signOutOthers={actions.signOutOthers}
        />
        <Passkeys
          passkeys={passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
            id,
            name,
            used: lastUsedAt ? `Last used ${at.say(lastUsedAt)}` : `Added ${at.say(createdAt)}, not used yet`,
          }))}
          begin={actions.newPasskey}
          keep={actions.keepPasskey}
          remove={actions.dropPasskey}
        />
        <Authenticator
          connected={authenticator}
          begin={actions.newAuthenticator}
          confirm={actions.keepAuthenticator}
          remove={actions.dropAuthenticator}
        />
        <RecoveryCodes left={codesLeft} make={actions.newRecoveryCodes} />
        <Activity
          events={events.map(({ id, kind, device, address, at: when }) => ({
            id,
            kind,
            device,
            address,
            at: at.say(when),
          }))}
        />
      </div>
    </Confirmable>
  );
}
