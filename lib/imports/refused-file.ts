import { db } from "@/lib/db/client";
import { csvText } from "@/lib/exports/csv";
import type { Reason } from "./counts";
import { type Import, refusalsAfter } from "./queries";
import { reasonWords } from "./words";

/** The refused rows as a CSV to mend and import again: the file's own columns, and the reason behind them. */
export async function* refusedFile(one: Import): AsyncGenerator<string> {
  const names = one.mapping.header ? one.firstRow : one.firstRow.map((_, at) => `Column ${at + 1}`);
  yield csvText([[...names, "Row", "Why it was refused"]], { first: true });
  for (let row = -1; ; ) {
    const rows = await refusalsAfter(db(), one.leaderId, one.id, row);
    const last = rows.at(-1);
    if (!last) return;
    row = last.row;
    yield csvText(
      rows.map((refusal) => {
        const cells = names.map((_, at) => refusal.cells?.[at] ?? "");
        return [...cells, String(refusal.row), reasonWords[refusal.reason as Reason] ?? refusal.reason];
      }),
    );
  }
}
