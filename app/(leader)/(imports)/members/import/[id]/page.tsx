import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ImportScreen } from "@/components/imports/import-screen";
import { db } from "@/lib/db/client";
import { fieldsOf } from "@/lib/fields/queries";
import { importById } from "@/lib/imports/queries";
import { readId } from "@/lib/imports/read-id";
import { showImport } from "@/lib/imports/shown";
import { can } from "@/lib/team/permissions";
import { requireTeammate } from "@/lib/team/session";
import { begin, check, resume, stop, undo } from "../actions";

export const metadata: Metadata = { title: "Import members" };

/** One import, at whatever step it stands. */
export default async function OneImportPage({ params }: { params: Promise<{ id: string }> }) {
  const { leaderId, role, timeZone, leaderName } = await requireTeammate();
  const id = readId((await params).id);
  const one = id === null || !can(role, "members.import") ? null : await importById(db(), leaderId, id);
  if (!one) notFound();
  const fields = await fieldsOf(db(), leaderId);
  return (
    <ImportScreen
      key={one.id}
      first={showImport(one, new Date())}
      fields={fields.map(({ id: fieldId, label, kind }) => ({ id: fieldId, label, kind }))}
      leaderName={leaderName}
      timeZone={timeZone}
      actions={{ begin, check, resume, stop, undo }}
    />
  );
}
