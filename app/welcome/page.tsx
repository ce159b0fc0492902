import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { Sheet } from "@/components/sign-in/sheet";
import { KeyGate } from "@/components/welcome/key-gate";
import { Wizard } from "@/components/welcome/wizard";
import { env } from "@/lib/env";
import { anyLeader } from "@/lib/leaders/queries";
import { maySetUp, setupCookie } from "@/lib/team/setup-key";
import { finish, giveKey, offeredNumbers } from "./actions";

export const metadata: Metadata = { title: "Welcome" };
export const dynamic = "force-dynamic";

export default async function WelcomePage() {
  if (await anyLeader()) redirect("/sign-in");
  const may = await maySetUp((await cookies()).get(setupCookie)?.value);
  if (!may) {
    return (
      <Sheet>
        <KeyGate give={giveKey} />
      </Sheet>
    );
  }
  return (
    <Sheet wide>
      <Wizard publicUrl={env().PUBLIC_URL} actions={{ offer: offeredNumbers, finish }} />
    </Sheet>
  );
}
