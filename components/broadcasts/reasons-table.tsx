import type { Reason } from "@/lib/broadcasts/results";
import { CutMenu } from "./cut-menu";
import type { CutActions } from "./use-cut";
import { number } from "./words";

const stateWords: Record<Reason["state"], string> = {
  failed: "Failed",
  withheld: "Held back",
  dropped: "Not sent",
};

type Props = { id: number; reasons: Reason[]; mayWrite: boolean; actions: CutActions };

/** Why some did not get it. */
export function ReasonsTable({ id, reasons, mayWrite, actions }: Props) {
  if (reasons.length === 0) return null;
  return (
    <section className="grid gap-3">
      <h2 className="font-medium text-[18px]">Why did some not get it?</h2>
      <table className="tabular w-full text-left">
        <caption className="sr-only">Reasons, and how many members each</caption>
        <thead className="text-meta text-muted">
          <tr>
            <th scope="col" className="py-2 pr-3 font-normal">
              What
            </th>
            <th scope="col" className="py-2 pr-3 font-normal">
              Why
            </th>
            <th scope="col" className="py-2 text-right font-normal">
              People
            </th>
            {mayWrite && (
              <th scope="col">
                <span className="sr-only">What to do</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-line border-t">
          {reasons.map((reason) => (
            <tr key={`${reason.state} ${reason.code} ${reason.words}`}>
              <td className="whitespace-nowrap py-2 pr-3 align-top">{stateWords[reason.state]}</td>
              <td className="py-2 pr-3 [overflow-wrap:anywhere]">
                {reason.words ?? "The carrier gave no reason."}
                {reason.code && /^\d+$/.test(reason.code) && (
                  <span className="text-meta text-muted"> ({reason.code})</span>
                )}
              </td>
              <td className="py-2 text-right align-top">{number(reason.members)}</td>
              {mayWrite && (
                <td className="w-10 py-0.5 text-right align-top">
                  <CutMenu
                    id={id}
                    actions={actions}
                    row={reason.words ?? stateWords[reason.state]}
                    parts={[
                      {
                        label: "those people",
                        cut: { by: "reason", state: reason.state, code: reason.code, words: reason.words },
                      },
                    ]}
                  />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
