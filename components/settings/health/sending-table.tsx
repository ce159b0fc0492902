import type { ReactNode } from "react";
import type { Sending } from "@/lib/health/sending";

const count = (many: number) => many.toLocaleString("en-US");

/** What became of texts, in the last hour and day, and why some failed. */
export function SendingTable({ sending }: { sending: Sending }) {
  const rows = [
    ["Taken by the carrier", sending.accepted],
    ["Delivered", sending.delivered],
    ["Failed", sending.failed],
    ["Told to wait, tried again", sending.throttled],
    ["No answer, unconfirmed", sending.unknown],
  ] as const;
  return (
    <section aria-labelledby="sending" className="grid gap-3">
      <h2 id="sending" className="text-lg font-semibold">
        Does sending work?
      </h2>
      <Table caption="What became of texts">
        {rows.map(([name, { lastHour, lastDay }]) => (
          <Line key={name} name={name} lastHour={lastHour} lastDay={lastDay} />
        ))}
      </Table>
      {sending.failures.length > 0 && (
        <>
          <h3 className="font-semibold">Why some failed</h3>
          <Table caption="Failures by the carrier’s code">
            {sending.failures.slice(0, 30).map((failure) => (
              <Line
                key={failure.code}
                name={failure.reason}
                code={failure.code}
                lastHour={failure.lastHour}
                lastDay={failure.lastDay}
              />
            ))}
          </Table>
        </>
      )}
    </section>
  );
}

function Table({ caption, children }: { caption: string; children: ReactNode }) {
  return (
    <table className="w-full border-collapse text-left">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b border-line text-meta text-muted">
          <th scope="col" className="py-2 font-normal">
            <span className="sr-only">What</span>
          </th>
          <th scope="col" className="w-20 py-2 text-right font-normal">
            Hour
          </th>
          <th scope="col" className="w-24 py-2 text-right font-normal">
            Day
          </th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

function Line({ name, code, lastHour, lastDay }: { name: string; code?: string; lastHour: number; lastDay: number }) {
  return (
    <tr className="border-b border-line">
      <th scope="row" className="break-words py-2.5 pr-3 font-normal">
        {name} {code && <span className="text-meta text-muted">code {code}</span>}
      </th>
      <td className="py-2.5 text-right align-top tabular-nums">{count(lastHour)}</td>
      <td className="py-2.5 text-right align-top tabular-nums">{count(lastDay)}</td>
    </tr>
  );
}
