import { CircleAlert, CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { ago, span } from "@/lib/health/ago";
import type { Health } from "@/lib/health/look";
import type { Problem } from "@/lib/health/problems";
import { showPhone } from "@/lib/numbers/phone";
import { Refresh } from "./refresh";

type Props = {
  health: Health;
  problems: Problem[];
  arriving: { state: "good" | "warning" | "bad"; sentence: string };
};

const count = (many: number) => many.toLocaleString("en-US");
const size = (bytes: number) =>
  bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(bytes < 1e11 ? 1 : 0)} GB`;

/** How everything is: what is wrong first, then what arrives, what waits, and the machine. */
export function Overview({ health, problems, arriving }: Props) {
  const { credit, queues, arrivals, database, disk } = health;
  return (
    <div className="grid gap-8">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid gap-1">
          <h1 className="text-2xl font-semibold">Is everything well?</h1>
          <p className="text-muted">As it is now, and over the last hour and day.</p>
        </div>
        <Refresh />
      </header>
      <ul className="grid gap-2 rounded-card border border-line bg-surface p-5">
        {problems.length === 0 ? (
          <li className="flex items-start gap-2.5">
            <CircleCheck aria-hidden className="mt-0.5 size-[18px] shrink-0 text-good" />
            Nothing needs you.
          </li>
        ) : (
          problems.map(({ what, sentence }) => (
            <li key={what} className="flex items-start gap-2.5">
              <CircleAlert aria-hidden className="mt-0.5 size-[18px] shrink-0 text-bad" />
              <span className="min-w-0 break-words">{sentence}</span>
            </li>
          ))
        )}
      </ul>

      <section aria-labelledby="arriving" className="grid gap-3">
        <h2 id="arriving" className="text-lg font-semibold">
          Do texts arrive?
        </h2>
        <p className={arriving.state === "bad" ? "text-bad" : ""}>{arriving.sentence}</p>
        <Rows>
          {health.doors.seen.map((door) => (
            <Row key={door.name} name={door.name}>
              last {ago(door.lastAt, health.at)} ago · {count(door.lastHour)} in the hour · {count(door.lastDay)} in the
              day
            </Row>
          ))}
          {[...health.doors.genuine, ...health.doors.refused].map((door) => (
            <Row key={door.name} name={door.name} warn>
              last {ago(door.lastAt, health.at)} ago · {count(door.lastHour)} in the hour · {count(door.lastDay)} in the
              day
            </Row>
          ))}
          <Row name="Not read yet" warn={(arrivals.oldest ?? 0) > 60}>
            {arrivals.waiting === 0
              ? "none"
              : `${count(arrivals.waiting)}${arrivals.oldest === null ? "" : `, the oldest ${span(arrivals.oldest)}`}`}
          </Row>
        </Rows>
      </section>

      <section aria-labelledby="waiting" className="grid gap-3">
        <h2 id="waiting" className="text-lg font-semibold">
          What waits to leave?
        </h2>
        <Rows>
          {queues.map((queue) => (
            <Row key={queue.phone} name={showPhone(queue.phone)} warn={queue.pausedReason !== null}>
              {queue.queued === 0 ? "nothing" : `${count(queue.queued)} queued`}
              {queue.oldest !== null && queue.oldest > 1 ? `, the oldest for ${span(queue.oldest)}` : ""}
              {queue.pausedReason ? ` · stands still: ${queue.pausedReason}` : ""}
              <span className="text-muted"> · {queue.leader}</span>
            </Row>
          ))}
          <Row name="Broadcasts">{`${count(health.waitingForBroadcasts)} people wait for one that is on its way`}</Row>
          <Row name="Unconfirmed" warn={health.unconfirmed > 0}>
            {health.unconfirmed === 0 ? "none" : `${count(health.unconfirmed)} that may or may not have gone out`}
          </Row>
        </Rows>
      </section>

      <section aria-labelledby="machine" className="grid gap-3">
        <h2 id="machine" className="text-lg font-semibold">
          Is there enough of everything?
        </h2>
        <Rows>
          <Row name="Credit" warn={typeof credit !== "number"}>
            {typeof credit === "number" ? credit.toFixed(2) : credit.why}
            {health.simulated ? " at the simulator" : ""}
          </Row>
          <Row name="Disk">{`${size(disk.freeBytes)} of ${size(disk.totalBytes)} free`}</Row>
          <Row name="Database">
            {`${size(database.bytes)}, ${database.connections} of ${database.mostConnections} connections`}
          </Row>
        </Rows>
      </section>
    </div>
  );
}

function Rows({ children }: { children: ReactNode }) {
  return <dl className="grid divide-y divide-line border-y border-line">{children}</dl>;
}

function Row({ name, warn, children }: { name: string; warn?: boolean; children: ReactNode }) {
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-0.5 py-2.5">
      <dt className="w-full text-muted sm:w-64">{name}</dt>
      <dd className={`min-w-0 flex-1 basis-60 break-words tabular-nums ${warn ? "text-warn" : ""}`}>{children}</dd>
    </div>
  );
}
