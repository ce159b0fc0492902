"use client";

import { fetchJson } from "@/components/inbox/fetch-json";
import { Chips } from "@/components/ui/chips";

export type FoundPlace = { name: string; city: string; latitude: number; longitude: number };

/** Places whose name or postal code begins so. */
export async function placesLike(typed: string): Promise<FoundPlace[]> {
  const found = await fetchJson<{ places: FoundPlace[] }>(`/segments/places?q=${encodeURIComponent(typed)}`);
  return found?.places ?? [];
}

type Where = { place: string; latitude: number; longitude: number };

/** One place, found by its name or postal code. */
export function PlaceInput({ place, onChange }: { place: string; onChange: (where: Where) => void }) {
  return (
    <Chips
      label="Place"
      placeholder="City or postal code"
      values={place ? [place] : []}
      search={async (typed) =>
        (await placesLike(typed)).map((one) => ({ value: JSON.stringify(one), label: one.name }))
      }
      onChange={(values) => {
        const chosen = values.find((value) => value !== place);
        if (!chosen) return onChange({ place: "", latitude: 0, longitude: 0 });
        const { name, latitude, longitude } = JSON.parse(chosen) as FoundPlace;
        onChange({ place: name, latitude, longitude });
      }}
    />
  );
}
