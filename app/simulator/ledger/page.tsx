import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { LedgerPage } from "@/components/simulator/ledger-page";
import { simulatorAccess } from "@/lib/carrier/simulator/access";
import type { Entry } from "@/lib/carrier/simulator/entries";
import { mayUseSimulator } from "@/lib/team/operator-access";

export const metadata: Metadata = { title: "Ledger of the simulator" };
export const dynamic = "force-dynamic";

type Props = { searchParams: Promise<{ before?: string }> };

/** All requests the simulator accepted or turned away, and all webhooks it sent, newest first. */
export default async function Page({ searchParams }: Props) {
  const access = simulatorAccess();
  if (!access) notFound();
  if (!(await mayUseSimulator(await headers()))) redirect("/simulator");
  const { before } = await searchParams;
  const from = before && /^\d{1,15}$/.test(before) ? `&before=${before}` : "";
  const page = await fetch(`${access.url}/_sim/ledger?limit=50${from}`, {
    headers: { "x-sim-key": access.key },
    cache: "no-store",
  }).then(
    (answer) => answer.json() as Promise<{ entries: (Entry & { key: number })[]; next: number | null }>,
    () => null,
  );
  return <LedgerPage page={page} first={!from} />;
}
