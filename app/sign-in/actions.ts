"use server";

import { z } from "zod";
import { type CodeRequest, requestCode } from "@/lib/team/codes";
import { clientAddress } from "@/lib/web/client-address";

/** Texts a code to this mobile, if it belongs to a teammate. The answer does not tell. */
export async function askForCode(mobile: string): Promise<CodeRequest> {
  return requestCode(z.string().max(40).catch("").parse(mobile), clientAddress());
}
