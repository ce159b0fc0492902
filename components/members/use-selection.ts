"use client";

import { useCallback, useEffect, useState } from "react";
import type { Crowd } from "@/lib/bulk/crowd";
import type { Query } from "./query";

/** Nobody, some by their ids, or all that the query means but for some. */
type Selection = { all: boolean; ids: Set<number> };
const nobody: Selection = { all: false, ids: new Set() };
/** As many may be named one by one; more are selected by "all". */
export const mostNamed = 2000;

/** Who is selected; another query selects nobody again. */
export function useSelection(query: Query, key: string) {
  const [selection, setSelection] = useState<Selection>(nobody);
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins anew with another list
  useEffect(() => setSelection(nobody), [key]);
  const { all, ids } = selection;
  const isSelected = useCallback((id: number) => all !== ids.has(id), [all, ids]);
  const select = useCallback((id: number, on: boolean) => {
    setSelection((now) => {
      const next = new Set(now.ids);
      if (on !== now.all && next.size < mostNamed) next.add(id);
      else next.delete(id);
      return { ...now, ids: next };
    });
  }, []);
  const everybody: Crowd = {
    search: query.q || null,
    tagId: query.tag,
    segmentId: query.segment,
    status: query.status as Crowd["status"],
  };
  return {
    any: all || ids.size > 0,
    all,
    named: ids.size,
    isSelected,
    select,
    selectAll: useCallback(() => setSelection({ all: true, ids: new Set() }), []),
    clear: useCallback(() => setSelection(nobody), []),
    crowd: all ? { ...everybody, except: [...ids] } : { ids: [...ids] },
  };
}
