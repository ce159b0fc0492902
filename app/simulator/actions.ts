"use server";

import { cookies } from "next/headers";
import { z } from "zod";
import { env } from "@/lib/env";
import { checkSimulatorToken, simulatorCookie } from "@/lib/team/operator-access";
import { clientAddress } from "@/lib/web/client-address";

/** Takes the simulator's token. Returns what is wrong with it, or null. */
export async function enterToken(token: string): Promise<string | null> {
  const answer = await checkSimulatorToken(z.string().max(500).catch("").parse(token), clientAddress());
  if (!answer.right) return answer.sentence;
  (await cookies()).set(simulatorCookie, answer.cookie, {
    httpOnly: true,
    sameSite: "lax",
    secure: env().PUBLIC_URL.startsWith("https://"),
    path: "/simulator",
    maxAge: 86_400,
  });
  return null;
}
