"use client";

import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from "@simplewebauthn/browser";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/team/action";
import { Section } from "./section";
import { useAction } from "./use-action";

type Props = {
  passkeys: { id: number; name: string; used: string }[];
  begin: (input: Record<string, never>) => Promise<ActionResult<PublicKeyCredentialCreationOptionsJSON>>;
  keep: (input: { response: RegistrationResponseJSON }) => Promise<ActionResult<void>>;
  remove: (input: { id: number }) => Promise<ActionResult<void>>;
};

/** The teammate's passkeys, and adding one. */
export function Passkeys({ passkeys, begin, keep, remove }: Props) {
  const { busy, run } = useAction();

  async function add() {
    const options = await run(() => begin({}));
    if (!options) return;
    const { startRegistration } = await import("@simplewebauthn/browser");
    const response = await startRegistration({ optionsJSON: options.data }).catch((error: Error) => {
      if (error.name === "InvalidStateError") toast.error("This device already has a passkey here.");
      else
        toast.error("No passkey was made. Passkeys need a secure connection and the address this Tenfour is set to.");
    });
    if (response) await run(() => keep({ response }), "Passkey added.");
  }

  return (
    <Section title="Passkeys" about="Sign in with your fingerprint, face, or device PIN. No text needed.">
      {passkeys.length > 0 && (
        <ul aria-label="Passkeys" className="divide-y divide-line border-line border-y">
          {passkeys.map((one) => (
            <li key={one.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
              <div>
                <p className="font-medium">{one.name}</p>
                <p className="text-meta text-muted">{one.used}</p>
              </div>
              <Button
                variant="outline"
                aria-label={`Remove passkey ${one.name}`}
                onClick={() => void run(() => remove({ id: one.id }), "Passkey removed.")}
              >
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Button variant="outline" busy={busy} className="justify-self-start" onClick={() => void add()}>
        Add a passkey
      </Button>
    </Section>
  );
}
