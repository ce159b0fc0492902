"use client";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { LeaderUsage } from "@/lib/operator/usage";

type Props = { leader: LeaderUsage; edit: () => void; suspend: () => void; restore: () => void };

const count = (many: number) => many.toLocaleString("en-US");
const megabytes = (bytes: number) => Math.ceil(bytes / 1024 / 1024);

/** One account: what it uses of what it may, and its status. A card on a phone, a row of the table otherwise. */
export function LeaderRow({ leader, edit, suspend, restore }: Props) {
  const { limits, suspendedAt, operator, name } = leader;
  return (
    <tr className="grid grid-cols-2 gap-x-4 gap-y-2 border-line border-b py-4 lg:table-row">
      <th scope="row" className="col-span-2 min-w-0 font-normal lg:py-3 lg:pr-3">
        <span className="block max-w-64 truncate font-medium lg:max-w-36">{name}</span>
        <span className="block max-w-64 truncate text-meta text-muted lg:max-w-36">/{leader.handle}</span>
      </th>
      <Cell label="Numbers" used={leader.numbers} limit={limits.maxNumbers} />
      <Cell label="Members" used={leader.members} />
      <Cell label="Message parts today" used={leader.partsToday} limit={limits.partsPerDay} />
      <Cell label="Storage (MB)" used={megabytes(leader.storedBytes)} limit={limits.storageMb} />
      <td className="col-span-2 lg:py-3 lg:pr-3">
        {suspendedAt ? (
          <>
            <Badge tone="bad">Suspended</Badge>
            {leader.suspendedReason && (
              <span className="mt-1 block max-w-64 break-words text-meta text-muted lg:max-w-36">
                {leader.suspendedReason}
              </span>
            )}
          </>
        ) : (
          <Badge tone={operator ? "plain" : "good"}>{operator ? "You" : "Active"}</Badge>
        )}
      </td>
      <td className="col-span-2 lg:py-3">
        <span className="flex flex-wrap gap-2 lg:flex-nowrap lg:justify-end">
          <Button
            variant="outline"
            size="sm"
            className="h-11 lg:h-9"
            aria-label={`Edit limits of ${name}`}
            onClick={edit}
          >
            Edit limits
          </Button>
          {!operator && (
            <Button
              variant="outline"
              size="sm"
              className="h-11 lg:h-9"
              aria-label={`${suspendedAt ? "Restore" : "Suspend"} ${name}`}
              onClick={suspendedAt ? restore : suspend}
            >
              {suspendedAt ? "Restore" : "Suspend"}
            </Button>
          )}
        </span>
      </td>
    </tr>
  );
}

/** `limit`: undefined where none applies, null for no limit. */
function Cell({ label, used, limit }: { label: string; used: number; limit?: number | null }) {
  const over = typeof limit === "number" && used >= limit && limit > 0;
  return (
    <td className="lg:py-3 lg:pr-3 lg:text-right">
      <span className="block text-meta text-muted lg:hidden">{label}</span>
      <span className={over ? "font-medium text-warn tabular-nums" : "tabular-nums"}>{count(used)}</span>
      {limit !== undefined && (
        <span className="text-meta text-muted tabular-nums lg:block">
          {limit === null ? " no limit" : ` of ${count(limit)}`}
        </span>
      )}
    </td>
  );
}
