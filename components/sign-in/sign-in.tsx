"use client";

import { useState } from "react";
import type { CodeRequest } from "@/lib/team/codes";
import { CodeStep } from "./code-step";
import { MobileStep } from "./mobile-step";

type Props = {
  /** Where to go afterwards: a path of this program. */
  next: string;
  /** Filled in by the welcome. */
  mobile: string;
  /** The simulator is the carrier, so codes arrive on its phones. */
  simulated: boolean;
  ask: (mobile: string) => Promise<CodeRequest>;
};

/** Signing in, in two steps: the mobile, then the code that was texted to it. */
export function SignIn({ next, mobile: given, simulated, ask }: Props) {
  const [mobile, setMobile] = useState(given);
  const [asked, setAsked] = useState(false);
  return asked ? (
    <CodeStep mobile={mobile} next={next} simulated={simulated} ask={ask} back={() => setAsked(false)} />
  ) : (
    <MobileStep mobile={mobile} change={setMobile} ask={ask} done={() => setAsked(true)} />
  );
}
