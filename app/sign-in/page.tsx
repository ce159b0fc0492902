import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Sheet } from "@/components/sign-in/sheet";
import { SignIn } from "@/components/sign-in/sign-in";
import { simulated } from "@/lib/carrier/simulated";
import { anyLeader } from "@/lib/leaders/queries";
import { pathAfter } from "@/lib/team/next-path";
import { currentTeammate } from "@/lib/team/session";
import { askForCode, passkeyOptions } from "./actions";

export const metadata: Metadata = { title: "Sign in" };
export const dynamic = "force-dynamic";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, mobile } = await searchParams;
  if (!(await anyLeader())) redirect("/welcome");
  if (await currentTeammate()) redirect(pathAfter(next));
  return (
    <Sheet>
      <SignIn
        next={pathAfter(next)}
        mobile={typeof mobile === "string" ? mobile.slice(0, 20) : ""}
        simulated={simulated()}
        ask={askForCode}
        passkeyOptions={passkeyOptions}
      />
    </Sheet>
  );
}
