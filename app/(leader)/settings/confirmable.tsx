import type { ReactNode } from "react";
import { ConfirmIdentity } from "@/components/settings/security/confirm";
import { db } from "@/lib/db/client";
import { hasAuthenticator } from "@/lib/team/authenticator";
import { passkeysOf } from "@/lib/team/passkeys";
import { recoveryCodesLeft } from "@/lib/team/recovery-codes";
import type { SignedIn } from "@/lib/team/session";
import * as actions from "./security/actions";

type Props = { teammate: SignedIn; about: string; children: ReactNode };

/** A screen whose changes may need a fresh sign-in: it can ask for one. `about`: what is being changed. */
export async function Confirmable({ teammate, about, children }: Props) {
  const [passkeys, authenticator, codesLeft] = await Promise.all([
    passkeysOf(db(), teammate),
    hasAuthenticator(db(), teammate),
    recoveryCodesLeft(teammate),
  ]);
  return (
    <ConfirmIdentity
      about={about}
      ways={{ passkey: passkeys.length > 0, authenticator, recovery: codesLeft > 0 }}
      actions={{
        requestCode: actions.newConfirmCode,
        passkeyOptions: actions.newConfirmChallenge,
        byCode: actions.confirmCode,
        byPasskey: actions.confirmPasskey,
      }}
    >
      {children}
    </ConfirmIdentity>
  );
}
