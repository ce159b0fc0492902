import type { SecurityEvent } from "@/lib/team/table";
import { Section } from "./section";

type Shown = { id: number; kind: SecurityEvent["kind"]; device: string; address: string; at: string };

const words: Record<SecurityEvent["kind"], string> = {
  signed_in: "Signed in",
  blocked: "Someone tried to sign in with your number and was blocked",
  sessions_ended: "Devices signed out",
  passkey_added: "Passkey added",
  passkey_removed: "Passkey removed",
  authenticator_added: "Authenticator app connected",
  authenticator_removed: "Authenticator app removed",
  recovery_codes_made: "Recovery codes created",
  recovery_code_used: "Recovery code used",
  mobile_changed: "Mobile number changed",
};

/** What happened around the teammate's sign-in, the newest first. */
export function Activity({ events }: { events: Shown[] }) {
  return (
    <Section title="Recent activity" about="If you don't recognize something, sign out all other devices.">
      <ul aria-label="Recent activity" className="divide-y divide-line border-line border-y">
        {events.map((one) => (
          <li key={one.id} className="py-2.5">
            <p className={one.kind === "blocked" ? "font-medium text-bad" : undefined}>{words[one.kind]}</p>
            <p className="text-meta text-muted">
              {one.at} · {one.device}
              {one.address && ` · ${one.address}`}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
