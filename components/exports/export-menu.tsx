"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { memberColumns } from "@/lib/exports/columns";

type Props = {
  /** What the table shows now, as its address has it ("?q=ana&tag=3"); empty: everybody. */
  search: string;
  /** Whom that is, in words: "all members". */
  whom: string;
  fields: { id: number; label: string }[];
};

/** Everything that can be taken along as a CSV. */
export function ExportMenu({ search, whom, fields }: Props) {
  const [choosing, setChoosing] = useState(false);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="quiet" size="icon" aria-label="Export" className="text-muted">
            <Download aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuLabel>Download as CSV</DropdownMenuLabel>
          <DropdownMenuItem onSelect={() => setChoosing(true)}>Export {whom}…</DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem asChild>
            <a href="/members/export/texts" download>
              All texts
            </a>
          </DropdownMenuItem>
          <DropdownMenuItem asChild>
            <a href="/members/export/consent" download>
              The consent log
            </a>
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <Dialog open={choosing} onOpenChange={setChoosing}>
        <DialogContent title={`Export ${whom}`} description="Which columns shall the file have?">
          <ColumnChoice search={search} fields={fields} onDone={() => setChoosing(false)} />
        </DialogContent>
      </Dialog>
    </>
  );
}

function ColumnChoice({ search, fields, onDone }: Pick<Props, "search" | "fields"> & { onDone: () => void }) {
  const own = fields.map((field) => ({ key: `field:${field.id}`, label: field.label, usual: true }));
  const all: { key: string; label: string; usual: boolean }[] = [...memberColumns, ...own];
  const [chosen, setChosen] = useState(() => new Set(all.filter((column) => column.usual).map((column) => column.key)));
  const address = new URLSearchParams(search);
  address.set(
    "columns",
    all
      .filter((column) => chosen.has(column.key))
      .map((column) => column.key)
      .join(","),
  );
  return (
    <div className="grid gap-4">
      <fieldset className="grid grid-cols-2 gap-x-4">
        <legend className="sr-only">Columns</legend>
        {all.map(({ key, label }) => (
          <label key={key} className="flex min-h-10 min-w-0 cursor-pointer items-center gap-2.5">
            <input
              type="checkbox"
              checked={chosen.has(key)}
              onChange={(event) => {
                const next = new Set(chosen);
                if (event.target.checked) next.add(key);
                else next.delete(key);
                setChosen(next);
              }}
              className="size-4 shrink-0 accent-accent"
            />
            <span className="truncate">{label}</span>
          </label>
        ))}
      </fieldset>
      {chosen.size === 0 ? (
        <p className="text-muted">Choose one column at least.</p>
      ) : (
        <Button asChild>
          <a href={`/members/export?${address}`} download onClick={() => setTimeout(onDone, 300)}>
            <Download aria-hidden /> Download the file
          </a>
        </Button>
      )}
    </div>
  );
}
