"use client";

import { useState } from "react";
import type { CodeRequest } from "@/lib/team/codes";
import { CodeStep } from "./code-step";
import { MobileStep } from "./mobile-step";
import { OtherWay, OtherWays, type Way } from "./other-ways";

type Props = {
  /** Where to go afterwards: a path of this program. */
  next: string;
  /** Filled in by the welcome. */
  mobile: string;
  /** The simulator is the carrier, so codes arrive on its phones. */
  simulated: boolean;
  ask: (mobile: string) => Promise<CodeRequest>;
  /** What the browser needs to ask for a passkey; null after too many requests. */
  passkeyOptions: () => Promise<unknown>;
};

/** Signing in: the mobile, then the code that was texted to it; or one of the ways that need no text. */
export function SignIn({ next, mobile: given, simulated, ask, passkeyOptions }: Props) {
  const [mobile, setMobile] = useState(given);
  const [step, setStep] = useState<"mobile" | "code" | Way>("mobile");
  const back = () => setStep("mobile");
  if (step === "code") return <CodeStep mobile={mobile} next={next} simulated={simulated} ask={ask} back={back} />;
  if (step !== "mobile") return <OtherWay way={step} mobile={mobile} change={setMobile} next={next} back={back} />;
  return (
    <>
      <MobileStep mobile={mobile} change={setMobile} ask={ask} done={() => setStep("code")} />
      <OtherWays passkeyOptions={passkeyOptions} next={next} choose={setStep} />
    </>
  );
}
