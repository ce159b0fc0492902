"use client";

import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { inputOf } from "@/lib/fields/answers";
import { writtenDay, writtenMonthDay } from "@/lib/fields/day";
import type { FullProfile } from "@/lib/profile/read";
import type { ProfileActions } from "./actions";
import { OwnField, selectLook } from "./own-field";
import { useAct } from "./use-act";

type Props = { profile: FullProfile; actions: ProfileActions; onDone: () => void };

const rows: { name: string; label: string; half?: boolean; placeholder?: string; type?: string }[] = [
  { name: "firstName", label: "First name", half: true },
  { name: "lastName", label: "Last name", half: true },
  { name: "birthDate", label: "Date of birth", half: true, placeholder: "5/17/1990" },
  { name: "gender", label: "Gender", half: true },
  { name: "city", label: "City" },
  { name: "state", label: "State", half: true, placeholder: "IL" },
  { name: "postalCode", label: "Postal code", half: true },
  { name: "addressCountry", label: "Country", half: true },
  { name: "email", label: "E-mail", type: "email" },
];

/** What the team may correct; what is wrong is said beside its field, and everything typed stays. */
export function FactsForm({ profile, actions, onDone }: Props) {
  const { member, fields } = profile;
  const [act, busy] = useAct();
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const stored: Record<string, string> = {
    firstName: member.firstName ?? "",
    lastName: member.lastName ?? "",
    birthDate: writtenDay(member.birthDate) || writtenMonthDay(member.birthMonthDay),
    gender: member.gender ?? "",
    city: member.city ?? "",
    state: member.state ?? "",
    postalCode: member.postalCode ?? "",
    addressCountry: member.addressCountry ?? "",
    email: member.email ?? "",
    language: member.language ?? "",
  };
  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const typed = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    const answer = await act(() => actions.edit({ memberId: member.id, typed }));
    if (!answer) return;
    if (answer.data.wrong) {
      setWrong(answer.data.wrong);
      const first = Object.keys(answer.data.wrong)[0];
      form.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
      return;
    }
    toast("Saved.");
    onDone();
  }
  return (
    <form noValidate onSubmit={(event) => void save(event)} className="grid grid-cols-2 gap-x-3 gap-y-4">
      {rows.map(({ name, label, half, placeholder, type }) => (
        <Field key={name} label={label} error={wrong[name]} className={half ? "" : "col-span-2"}>
          <Input name={name} type={type ?? "text"} defaultValue={stored[name]} placeholder={placeholder} dir="auto" />
        </Field>
      ))}
      <Field label="Language" error={wrong.language} className="col-span-2">
        <select name="language" defaultValue={stored.language} className={selectLook}>
          <option value="">Not known</option>
          <option value="en">English</option>
          <option value="es">Spanish</option>
        </select>
      </Field>
      {fields.map((field) => (
        <OwnField key={field.id} field={field} value={member.custom[field.id]} error={wrong[inputOf(field)]} />
      ))}
      <div className="col-span-2 flex justify-end gap-2">
        <Button variant="quiet" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" busy={busy}>
          Save
        </Button>
      </div>
    </form>
  );
}
