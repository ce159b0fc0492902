"use client";

import { useState } from "react";
import { dayOnly } from "@/components/inbox/times";
import { Button } from "@/components/ui/button";
import { writtenMonthDay } from "@/lib/fields/day";
import { showValue } from "@/lib/fields/show";
import type { FullProfile } from "@/lib/profile/read";
import type { ProfileActions } from "./actions";
import { FactsForm } from "./facts-form";
import { Section } from "./section";

type Props = { profile: FullProfile; timeZone: string; mayWrite: boolean; actions: ProfileActions };

const languages: Record<string, string> = { en: "English", es: "Spanish" };
const sources = { text: "They texted", import: "Imported", web: "Signed up on the web", api: "Through the API" };

/** What is known of a member; it can be corrected where it stands. */
export function Facts({ profile, timeZone, mayWrite, actions }: Props) {
  const [editing, setEditing] = useState(false);
  const { member, age, fields } = profile;
  if (editing) {
    return (
      <Section title="Correct what is known">
        <FactsForm profile={profile} actions={actions} onDone={() => setEditing(false)} />
      </Section>
    );
  }
  const born = member.birthDate
    ? showValue({ kind: "date" }, member.birthDate)
    : writtenMonthDay(member.birthMonthDay) || null;
  const facts: [string, string | null][] = [
    [member.birthDate ? "Born" : "Birthday", born && (age === null ? born : `${born} (${age})`)],
    ["Lives in", [[member.city, member.state].filter(Boolean).join(", "), member.postalCode].filter(Boolean).join(" ")],
    ["Country", member.addressCountry],
    ["Gender", member.gender],
    ["E-mail", member.email],
    ["Language", member.language && (languages[member.language] ?? member.language)],
    ...fields.map((field): [string, string] => [field.label, showValue(field, member.custom[field.id])]),
    ["Joined", member.joinedAt && dayOnly(member.joinedAt.toISOString(), timeZone)],
    ["First seen", `${dayOnly(member.createdAt.toISOString(), timeZone)} · ${sources[member.source]}`],
    ["Texts sent", member.inboundCount ? member.inboundCount.toLocaleString("en-US") : null],
  ];
  return (
    <Section
      title="Who they are"
      aside={
        mayWrite && (
          <Button variant="quiet" size="sm" className="h-9" onClick={() => setEditing(true)}>
            Edit
          </Button>
        )
      }
    >
      <dl className="space-y-2.5">
        {facts.map(
          ([label, value], index) =>
            value && (
              <div key={index} className="grid grid-cols-[104px_1fr] gap-3">
                <dt className="wrap-anywhere text-muted">{label}</dt>
                <dd dir="auto" suppressHydrationWarning className="wrap-anywhere">
                  {value}
                </dd>
              </div>
            ),
        )}
      </dl>
    </Section>
  );
}
