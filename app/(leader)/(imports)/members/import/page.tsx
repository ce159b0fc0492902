import type { Metadata } from "next";
import { DropFile } from "@/components/imports/drop-file";
import { PastImports } from "@/components/imports/past-imports";
import { Steps } from "@/components/imports/steps";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { importsOf } from "@/lib/imports/queries";
import { showImport } from "@/lib/imports/shown";
import { can } from "@/lib/team/permissions";
import { requireTeammate } from "@/lib/team/session";

export const metadata: Metadata = { title: "Import members" };

/** The first step, and what was imported before. */
export default async function ImportPage() {
  const { leaderId, role, timeZone } = await requireTeammate();
  const mayImport = can(role, "members.import");
  const past = mayImport ? await importsOf(db(), leaderId) : [];
  const now = new Date();
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-8 px-4 py-6 md:py-8">
      <Steps current="file" />
      <header className="grid gap-1">
        <h1 className="text-2xl font-semibold">Import members</h1>
        <p className="text-muted">
          Add people who agreed to get your texts, or a list of numbers that must never be texted. You’ll see what
          happens before anything is imported, and no one is texted.
        </p>
      </header>
      {mayImport ? (
        <DropFile mostBytes={env().IMPORT_MAX_MB * 1_000_000} />
      ) : (
        <p className="rounded-card border border-line bg-surface p-4">
          You can view members but not import them. Ask an owner or admin of your team.
        </p>
      )}
      <PastImports imports={past.map((one) => showImport(one, now))} timeZone={timeZone} />
    </div>
  );
}
