"use client";

import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import type { Limits } from "@/lib/operator/limits";
import type { LeaderUsage } from "@/lib/operator/usage";
import type { ActionResult } from "@/lib/team/action";
import { LeaderRow } from "./leader-row";
import { LimitsForm } from "./limits-form";
import { SuspendForm } from "./suspend-form";

type Changed = Promise<ActionResult<LeaderUsage | null>>;
type Props = {
  first: LeaderUsage[];
  defaults: Limits;
  actions: {
    listLeaders: (input: { search: string; after: number }) => Promise<ActionResult<LeaderUsage[]>>;
    saveLimits: (input: { leaderId: number } & Limits) => Changed;
    suspend: (input: { leaderId: number; reason: string }) => Changed;
    restore: (input: { leaderId: number }) => Changed;
  };
};
type Open = { what: "limits" | "suspend" | "restore"; leader: LeaderUsage };

const unreachable = "Can't reach the server. Nothing was changed.";
/** As many as a page of the server's has (lib/operator/usage.ts). */
const perPage = 50;
const heads = ["Numbers", "Members", "Message parts today", "Storage (MB)"];

/** Every account of this instance with its use and limits. */
export function LeadersTable({ first, defaults, actions }: Props) {
  const [leaders, setLeaders] = useState(first);
  const [more, setMore] = useState(first.length === perPage);
  const [search, setSearch] = useState("");
  const [open, setOpen] = useState<Open | null>(null);
  const [busy, setBusy] = useState(false);

  async function list(after: number) {
    setBusy(true);
    const result = await actions.listLeaders({ search, after }).catch(() => null);
    setBusy(false);
    if (!result?.ok) return void toast.error(result?.message ?? "Can't reach the server. Try again.");
    setLeaders(after === 0 ? result.data : [...leaders, ...result.data]);
    setMore(result.data.length === perPage);
  }

  /** Returns what is wrong, or null where the row was changed. */
  async function change(action: Changed, done: string): Promise<string | null> {
    const result = await action.catch(() => null);
    if (!result?.ok) return result?.message ?? unreachable;
    const changed = result.data;
    if (changed) setLeaders(leaders.map((one) => (one.id === changed.id ? changed : one)));
    setOpen(null);
    toast.success(done);
    return null;
  }

  const name = open?.leader.name ?? "";
  return (
    <div className="grid gap-6">
      <header className="grid gap-1">
        <h1 className="text-2xl font-semibold">Operator</h1>
        <p className="text-muted">Accounts on this Tenfour, what they use and what they may use.</p>
      </header>
      <form
        className="flex max-w-md gap-2"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void list(0);
        }}
      >
        <Input
          type="search"
          aria-label="Search accounts"
          placeholder="Search by name or handle"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Button type="submit" variant="outline" busy={busy}>
          Search
        </Button>
      </form>
      <table className="block w-full text-left lg:table">
        <caption className="sr-only">Accounts</caption>
        <thead className="hidden border-line border-b text-meta text-muted lg:table-header-group">
          <tr>
            <Head>Account</Head>
            {heads.map((head) => (
              <Head key={head} right>
                {head}
              </Head>
            ))}
            <Head>Status</Head>
            <th scope="col">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody className="block lg:table-row-group">
          {leaders.map((leader) => (
            <LeaderRow
              key={leader.id}
              leader={leader}
              edit={() => setOpen({ what: "limits", leader })}
              suspend={() => setOpen({ what: "suspend", leader })}
              restore={() => setOpen({ what: "restore", leader })}
            />
          ))}
        </tbody>
      </table>
      {leaders.length === 0 && <p className="text-muted">No accounts match.</p>}
      {more && (
        <Button
          variant="outline"
          className="justify-self-start"
          busy={busy}
          onClick={() => list(leaders.at(-1)?.id ?? 0)}
        >
          Show more
        </Button>
      )}
      <Dialog open={open !== null} onOpenChange={(stays) => !stays && setOpen(null)}>
        {open?.what === "limits" && (
          <DialogContent title={`Limits of ${name}`} description="Leave a field empty for the default.">
            <LimitsForm
              leader={open.leader}
              defaults={defaults}
              save={(limits) =>
                change(actions.saveLimits({ leaderId: open.leader.id, ...limits }), `Limits of ${name} saved.`)
              }
            />
          </DialogContent>
        )}
        {open?.what === "suspend" && (
          <DialogContent
            title={`Suspend ${name}?`}
            description="Their team can sign in but not change or send anything. Texts that come due are not sent, and public pages aren't available. Replies to STOP and HELP still go, and incoming texts are still recorded."
          >
            <SuspendForm
              suspend={(reason) =>
                change(actions.suspend({ leaderId: open.leader.id, reason }), `${name} is suspended.`)
              }
            />
          </DialogContent>
        )}
        {open?.what === "restore" && (
          <DialogContent
            title={`Restore ${name}?`}
            description="Their team can use the account again. Broadcasts that were being sent continue."
          >
            <SuspendForm
              restore={() => change(actions.restore({ leaderId: open.leader.id }), `${name} is active again.`)}
            />
          </DialogContent>
        )}
      </Dialog>
    </div>
  );
}

function Head({ children, right }: { children: string; right?: boolean }) {
  return (
    <th scope="col" className={`py-2 pr-3 font-normal ${right ? "text-right" : ""}`}>
      {children}
    </th>
  );
}
