"use client";

import { Smartphone } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { readPhone } from "@/lib/numbers/phone";
import { invent, places } from "./invent";

type Props = { first: boolean; add(phone: string): Promise<void> };

/** A phone with an invented number, or with one's own. */
export function AddPhone({ first, add }: Props) {
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const put = (phone: string) => add(phone).catch((error: Error) => setProblem(error.message));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const phone = readPhone(typed);
    setProblem(phone ? null : "That is no phone number. Write it like (773) 365-9687, or with + and the country.");
    if (!phone) return;
    setTyped("");
    void put(phone.e164);
  };
  return (
    <div className="flex h-full min-h-[320px] flex-col justify-center rounded-[36px] border-2 border-line border-dashed p-6">
      <Smartphone aria-hidden className="size-6 text-muted" />
      <h2 className="mt-3 font-medium text-[18px] leading-6">{first ? "Take your first phone" : "Another phone?"}</h2>
      <p className="mt-1 text-muted">
        {first
          ? "Pick a country and a phone with an invented number appears. Then text the leader from it."
          : "Each phone is another fan."}
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        {places.map(({ country, name }) => (
          <Button key={country} variant="outline" onClick={() => put(invent(country))}>
            {name}
          </Button>
        ))}
      </div>
      <form onSubmit={submit} className="mt-5 space-y-2" noValidate>
        <Field label="Or a number of your choice" error={problem}>
          <Input
            type="tel"
            inputMode="tel"
            autoComplete="off"
            value={typed}
            placeholder="(415) 555-0123"
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        <Button type="submit" variant="outline" disabled={typed.trim() === ""}>
          Add this phone
        </Button>
      </form>
    </div>
  );
}
