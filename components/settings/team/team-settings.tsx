"use client";

import { type FormEvent, useState } from "react";
import { useAction } from "@/components/settings/security/use-action";
import { Labelled } from "@/components/sign-in/labelled";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import type { ActionResult } from "@/lib/team/action";

type Role = "owner" | "admin" | "writer" | "reader";
type Member = { id: number; name: string; mobile: string; role: Role };
type Props = {
  team: Member[];
  me: number;
  add: (input: { name: string; mobile: string; role: Role }) => Promise<ActionResult<void>>;
  setRole: (input: { teammateId: number; role: Role }) => Promise<ActionResult<void>>;
  remove: (input: { teammateId: number }) => Promise<ActionResult<void>>;
};

const roleNames: Record<Role, string> = {
  owner: "Owner: everything, and the team",
  admin: "Admin: everything but the team",
  writer: "Writer: messages and members",
  reader: "Reader: look only",
};
const select =
  "h-11 w-full rounded-card border border-muted/60 bg-surface px-3 text-[16px] text-ink md:text-base disabled:opacity-60";

/** Teammates with their roles, and a form to add one. */
export function TeamSettings({ team, me, add, setRole, remove }: Props) {
  const { run } = useAction();
  const [leaving, setLeaving] = useState<Member | null>(null);

  return (
    <div className="grid max-w-2xl gap-10">
      <header className="grid gap-1">
        <h1 className="text-2xl font-semibold">Team</h1>
        <p className="text-muted">
          Everyone signs in with their own mobile. Changes take effect on their next click; removing someone signs them
          out everywhere.
        </p>
      </header>
      <ul aria-label="Teammates" className="divide-y divide-line border-line border-y">
        {team.map((one) => (
          <li key={one.id} className="grid gap-2 py-3 sm:grid-cols-[minmax(0,1fr)_15rem_auto] sm:items-center sm:gap-4">
            <div className="min-w-0">
              <p className="truncate font-medium">
                {one.name}
                {one.id === me && <span className="font-normal text-muted"> (you)</span>}
              </p>
              <p className="tabular text-meta text-muted">{one.mobile}</p>
            </div>
            <RoleSelect
              label={`Role of ${one.name}`}
              value={one.role}
              change={(role) =>
                void run(() => setRole({ teammateId: one.id, role }), `${one.name}'s role was changed.`)
              }
            />
            <Button variant="outline" aria-label={`Remove ${one.name}`} onClick={() => setLeaving(one)}>
              Remove
            </Button>
          </li>
        ))}
      </ul>
      <AddForm add={async (input) => (await run(() => add(input), `${input.name} can sign in now.`)) !== undefined} />
      <Dialog open={leaving !== null} onOpenChange={(open) => !open && setLeaving(null)}>
        <DialogContent
          title={`Remove ${leaving?.name ?? ""}?`}
          description="They are signed out on all devices right away. What they wrote stays."
        >
          <div className="flex flex-wrap justify-end gap-2">
            <DialogClose asChild>
              <Button variant="outline">Cancel</Button>
            </DialogClose>
            <Button
              variant="danger"
              onClick={async () => {
                const one = leaving as Member;
                setLeaving(null);
                await run(() => remove({ teammateId: one.id }), `${one.name} was removed.`);
              }}
            >
              Remove from team
            </Button>
          </div>
        </DialogContent>
      </Dialog>
    </div>
  );
}

function RoleSelect({ label, value, change }: { label: string; value: Role; change: (role: Role) => void }) {
  return (
    <select
      aria-label={label}
      className={select}
      value={value}
      onChange={(event) => change(event.target.value as Role)}
    >
      {Object.entries(roleNames).map(([role, name]) => (
        <option key={role} value={role}>
          {name}
        </option>
      ))}
    </select>
  );
}

function AddForm({ add }: { add: (input: { name: string; mobile: string; role: Role }) => Promise<boolean> }) {
  const empty = { name: "", mobile: "", role: "writer" as Role };
  const [fields, setFields] = useState(empty);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    if (await add(fields)) setFields(empty);
    setBusy(false);
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <h2 className="font-semibold text-[18px]">Add a teammate</h2>
      <div className="grid gap-4 sm:grid-cols-3">
        <Labelled
          label="Name"
          autoComplete="off"
          value={fields.name}
          onChange={(event) => setFields({ ...fields, name: event.target.value })}
        />
        <Labelled
          label="Mobile"
          type="tel"
          autoComplete="off"
          placeholder="(773) 555-0123"
          value={fields.mobile}
          onChange={(event) => setFields({ ...fields, mobile: event.target.value })}
        />
        <Field label="Role">
          <select
            className={select}
            value={fields.role}
            onChange={(event) => setFields({ ...fields, role: event.target.value as Role })}
          >
            {Object.entries(roleNames).map(([role, name]) => (
              <option key={role} value={role}>
                {name}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <Button type="submit" busy={busy} className="justify-self-start">
        Add teammate
      </Button>
    </form>
  );
}
