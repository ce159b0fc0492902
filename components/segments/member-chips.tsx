"use client";

import { useEffect, useRef, useState } from "react";
import { fetchJson } from "@/components/inbox/fetch-json";
import { Chips } from "@/components/ui/chips";
import type { MemberPage } from "@/lib/members/list";

type Props = { ids: number[]; onChange: (ids: number[]) => void };

async function members(question: string) {
  const page = await fetchJson<MemberPage>(`/members/rows?${question}`);
  return page?.members ?? [];
}

/** Members chosen by hand, found by name or number. */
export function MemberChips({ ids, onChange }: Props) {
  const names = useRef(new Map<number, string>());
  const [, setNamed] = useState(0);
  const unnamed = ids.filter((id) => !names.current.has(id)).slice(0, 200);
  const question = unnamed.join(",");

  useEffect(() => {
    if (!question) return;
    members(`ids=${question}`).then(
      (found) => {
        for (const one of found) names.current.set(one.id, one.name);
        setNamed((times) => times + 1);
      },
      () => {},
    );
  }, [question]);

  return (
    <Chips
      label="Members"
      placeholder="Name or number"
      values={ids}
      nameOf={(id) => names.current.get(id) ?? "…"}
      search={async (typed) => {
        const found = await members(`q=${encodeURIComponent(typed)}`);
        for (const one of found) names.current.set(one.id, one.name);
        return found.slice(0, 8).map((one) => ({ value: one.id, label: `${one.name} · ${one.phone}` }));
      }}
      onChange={onChange}
    />
  );
}
