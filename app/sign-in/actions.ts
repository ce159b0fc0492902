"use server";

import { headers } from "next/headers";
import { z } from "zod";
import { visitorAddress } from "@/lib/team/address";
import { type CodeRequest, requestCode } from "@/lib/team/codes";

/** Texts a code to this mobile, if it belongs to a teammate. The answer does not tell. */
export async function askForCode(mobile: string): Promise<CodeRequest> {
  return requestCode(z.string().max(40).catch("").parse(mobile), visitorAddress(await headers()));
}
