"use client";

import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/team/action";
import { Section } from "./section";
import { useAction } from "./use-action";

type Device = { id: number; device: string; address: string; signedIn: string; lastSeen: string; here: boolean };
type Known = { id: number; device: string; address: string; firstSeen: string; lastSignIn: string };
type Props = {
  devices: Device[];
  /** Browsers that have signed in before, and are signed out now. */
  known: Known[];
  forget: (input: { id: number }) => Promise<ActionResult<void>>;
  signOut: (input: { id: number }) => Promise<ActionResult<void>>;
  signOutOthers: (input: Record<string, never>) => Promise<ActionResult<number>>;
};

/** Where the teammate is signed in. */
export function Devices({ devices, known, forget, signOut, signOutOthers }: Props) {
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
      {known.length > 0 && (
        <div className="grid gap-2">
          <h3 className="font-medium">Signed out, still known</h3>
          <p className="text-meta text-muted">
            These browsers have signed in before, so they get codes even when someone else uses yours up. Remove the
            ones you don’t use.
          </p>
          <ul aria-label="Known devices" className="divide-y divide-line border-line border-y">
            {known.map((one) => (
              <li key={one.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
                <div className="min-w-0">
                  <p className="font-medium">{one.device}</p>
                  <p className="text-meta text-muted">
                    Last signed in {one.lastSignIn}
                    {one.address && ` from ${one.address}`} · First seen {one.firstSeen}
                  </p>
                </div>
                <Button
                  variant="outline"
                  aria-label={`Remove ${one.device}, last signed in ${one.lastSignIn}`}
                  onClick={() => void run(() => forget({ id: one.id }), "Device removed.")}
                >
                  Remove
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {devices.length + known.length > 1 && (
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
