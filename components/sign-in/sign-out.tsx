"use client";

import { signOut } from "next-auth/react";
import { useState } from "react";
import { Button } from "@/components/ui/button";

/** Ends the session on this device. */
export function SignOut() {
  const [busy, setBusy] = useState(false);
  async function leave() {
    setBusy(true);
    // next-auth would go by PUBLIC_URL; a relative address keeps the host the visitor came by.
    await signOut({ redirect: false }).catch(() => {});
    window.location.assign("/sign-in");
  }
  return (
    <Button variant="outline" busy={busy} onClick={leave}>
      Sign out
    </Button>
  );
}
