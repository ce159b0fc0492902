import { useMemo, useState } from "react";
import { Labelled, Problem } from "@/components/sign-in/labelled";
import { Choice } from "./choice";
import type { Step } from "./draft";

/** Shown before anything is searched for. */
const usual = [
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Phoenix",
  "America/Los_Angeles",
  "America/Anchorage",
  "Pacific/Honolulu",
  "America/Toronto",
];

/** The leader's time zone: the browser's guess first, every other one by searching. */
export function ZoneStep({ draft, change, problem }: Step) {
  const [wish, setWish] = useState("");
  const [guess] = useState(draft.timeZone);
  const all = useMemo(() => Intl.supportedValuesOf("timeZone"), []);
  const words = wish
    .toLowerCase()
    .trim()
    .replace(/[\s_]+/g, "_");
  const found = words
    ? all.filter((zone) => zone.toLowerCase().includes(words)).slice(0, 8)
    : [...new Set([guess, draft.timeZone, ...usual].filter(Boolean))].slice(0, 8);
  return (
    <div className="grid gap-4">
      <Labelled
        label="Search a city or region"
        type="search"
        autoComplete="off"
        placeholder="Chicago"
        value={wish}
        onChange={(event) => setWish(event.target.value)}
      />
      <fieldset className="grid gap-2">
        <legend className="sr-only">Time zone</legend>
        {found.map((zone) => (
          <Choice
            key={zone}
            name="timeZone"
            value={zone}
            checked={zone === draft.timeZone}
            choose={(timeZone) => change({ timeZone })}
          >
            <span className="min-w-0 flex-1">
              {zone.replaceAll("_", " ").replaceAll("/", " · ")}
              {zone === guess ? <span className="block text-meta text-muted">This device’s clock</span> : null}
            </span>
            <time className="shrink-0 text-meta text-muted tabular-nums">{clock(zone)}</time>
          </Choice>
        ))}
      </fieldset>
      <p className="text-meta text-muted empty:hidden" aria-live="polite">
        {found.length === 0 ? "No zone by that name. Try the largest city nearby." : ""}
      </p>
      <Problem sentence={problem?.sentence} />
    </div>
  );
}

function clock(zone: string): string {
  return new Intl.DateTimeFormat("en-US", { timeZone: zone, hour: "numeric", minute: "2-digit" }).format(new Date());
}
