"use server";

import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import { headers } from "next/headers";
import { z } from "zod";
import { waitForAddress } from "@/lib/team/address-limits";
import { signInVisit } from "@/lib/team/auth";
import { type CodeRequest, requestCode } from "@/lib/team/codes";
import { passkeySignInOptions } from "@/lib/team/passkeys";

/** Texts a code to this mobile, if it belongs to a teammate. The response does not tell. */
export async function askForCode(mobile: string): Promise<CodeRequest> {
  return requestCode(z.string().max(40).catch("").parse(mobile), await signInVisit(await headers()));
}

/** What the browser needs to ask for a passkey; null after too many requests. */
export async function passkeyOptions(): Promise<PublicKeyCredentialRequestOptionsJSON | null> {
  const { address } = await signInVisit(await headers());
  return (await waitForAddress("passkey-address", address)) > 0 ? null : passkeySignInOptions();
}
