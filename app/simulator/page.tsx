import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { Sheet } from "@/components/sign-in/sheet";
import { Board } from "@/components/simulator/board";
import { TokenGate } from "@/components/simulator/token-gate";
import { simulatorAccess } from "@/lib/carrier/simulator/access";
import { env } from "@/lib/env";
import { mayUseSimulator } from "@/lib/team/operator-access";
import { respondWith } from "@/lib/web/request-context";
import { enterToken } from "./actions";

export const metadata: Metadata = { title: "Phones" };
export const dynamic = "force-dynamic";

/** Phones to play with, while the simulator is the carrier. */
export default async function Page() {
  if (!simulatorAccess()) notFound();
  if (!(await mayUseSimulator(await headers()))) {
    respondWith(401);
    return (
      <Sheet>
        <TokenGate enter={enterToken} />
      </Sheet>
    );
  }
  return <Board publicOrigin={new URL(env().PUBLIC_URL).origin} />;
}
