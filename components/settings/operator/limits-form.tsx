"use client";

import { type FormEvent, useState } from "react";
import { Labelled, Problem } from "@/components/sign-in/labelled";
import { Button } from "@/components/ui/button";
import { DialogClose } from "@/components/ui/dialog";
import type { Limits } from "@/lib/operator/limits";
import type { LeaderUsage } from "@/lib/operator/usage";

type Props = {
  leader: LeaderUsage;
  defaults: Limits;
  /** Returns what is wrong, or null. */
  save: (limits: Limits) => Promise<string | null>;
};

const fields = [
  ["maxNumbers", "Numbers"],
  ["partsPerDay", "Message parts per day"],
  ["storageMb", "Storage in MB"],
] as const;

/** An account's limits. An empty field is the default. */
export function LimitsForm({ leader, defaults, save }: Props) {
  const [typed, setTyped] = useState(
    () =>
      Object.fromEntries(fields.map(([key]) => [key, leader.set[key]?.toString() ?? ""])) as Record<
        keyof Limits,
        string
      >,
  );
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const read = (key: keyof Limits) => (typed[key].trim() === "" ? null : Number(typed[key].replaceAll(",", "")));
    const limits = { maxNumbers: read("maxNumbers"), partsPerDay: read("partsPerDay"), storageMb: read("storageMb") };
    if (Object.values(limits).some((one) => one !== null && !Number.isSafeInteger(one)))
      return setProblem("Enter whole numbers.");
    setBusy(true);
    setProblem(await save(limits));
    setBusy(false);
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {fields.map(([key, label]) => (
        <Labelled
          key={key}
          label={label}
          inputMode="numeric"
          autoComplete="off"
          placeholder={leader.operator ? "No limit" : `Default: ${(defaults[key] as number).toLocaleString("en-US")}`}
          value={typed[key]}
          onChange={(event) => setTyped({ ...typed, [key]: event.target.value })}
        />
      ))}
      <Problem sentence={problem} />
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose asChild>
          <Button variant="outline">Cancel</Button>
        </DialogClose>
        <Button type="submit" busy={busy}>
          Save limits
        </Button>
      </div>
    </form>
  );
}
