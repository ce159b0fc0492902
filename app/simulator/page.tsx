import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { Board } from "@/components/simulator/board";
import { mayUseSimulator } from "@/lib/carrier/simulator/access";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Phones" };
export const dynamic = "force-dynamic";

/** Phones to play with, while the simulator is the carrier. */
export default async function Page() {
  if (!mayUseSimulator(await headers())) notFound();
  return <Board publicOrigin={new URL(env().PUBLIC_URL).origin} />;
}
