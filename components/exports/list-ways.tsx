"use client";

import { FileUp } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { isNarrowed, readQuery, writeQuery } from "@/components/members/query";
import { Button } from "@/components/ui/button";
import { ExportMenu } from "./export-menu";

/** The ways in and out for whole lists of members: owners and admins have them. */
export function ListWays({ fields }: { fields: { id: number; label: string }[] }) {
  const query = readQuery(new URLSearchParams(useSearchParams()));
  return (
    <span className="flex items-center">
      <Button asChild variant="quiet" size="icon" className="text-muted">
        <Link href="/members/import" aria-label="Import members" title="Import members">
          <FileUp aria-hidden />
        </Link>
      </Button>
      <ExportMenu
        search={writeQuery(query)}
        whom={isNarrowed(query) ? "whom the table shows" : "all members"}
        fields={fields}
      />
    </span>
  );
}
