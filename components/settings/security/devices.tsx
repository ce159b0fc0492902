"use client";

import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/team/action";
import { Section } from "./section";
import { useAction } from "./use-action";

type Device = { id: number; device: string; address: string; signedIn: string; lastSeen: string; here: boolean };
type Props = {
  devices: Device[];
  signOut: (input: { id: number }) => Promise<ActionResult<void>>;
  signOutOthers: (input: Record<string, never>) => Promise<ActionResult<number>>;
};

/** Where the teammate is signed in. */
export function Devices({ devices, signOut, signOutOthers }: Props) {
  const { busy, run } = useAction();
  return (
    <Section title="Devices" about="Signing a device out takes effect right away.">
      <ul aria-label="Devices" className="divide-y divide-line border-line border-y">
        {devices.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
            <div className="min-w-0">
              <p className="font-medium">
                {one.device}
                {one.here && <span className="font-normal text-muted"> · This device</span>}
              </p>
              <p className="text-meta text-muted">
                Last seen {one.lastSeen}
                {one.address && ` from ${one.address}`} · Signed in {one.signedIn}
              </p>
            </div>
            {!one.here && (
              <Button
                variant="outline"
                aria-label={`Sign out ${one.device}, last seen ${one.lastSeen}`}
                onClick={() => void run(() => signOut({ id: one.id }), "Signed out.")}
              >
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
      {devices.length > 1 && (
        <Button
          variant="outline"
          busy={busy}
          className="justify-self-start"
          onClick={() => void run(() => signOutOthers({}), "Signed out everywhere else.")}
        >
          Sign out all other devices
        </Button>
      )}
    </Section>
  );
}
