import { stateHours } from "@/lib/broadcasts/state-hours";
import { keptHours } from "@/lib/broadcasts/windows";
import { regions } from "@/lib/places/regions";

/** The hours in which a broadcast may reach somebody, and where a state's law says more. */
export function HoursTable() {
  const most = clock(keptHours(null).weekday);
  return (
    <section className="grid max-w-xl gap-4" aria-labelledby="hours">
      <header className="grid gap-1">
        <h2 id="hours" className="text-lg font-semibold">
          At which hours?
        </h2>
        <p className="text-muted">
          From {most}, by the clock where each person is. Whoever is outside of it gets the text when their morning
          comes. This is stricter than federal law (8:00 to 21:00), and some states say more:
        </p>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <section aria-label="Hours by state" tabIndex={0} className="overflow-x-auto rounded-card border border-line">
        <table className="tabular w-full text-left">
          <caption className="sr-only">States with hours of their own</caption>
          <thead className="text-meta text-muted">
            <tr>
              {["State", "Monday to Friday", "Saturday", "Sunday", "Holidays", "In 24 hours"].map((name) => (
                <th key={name} scope="col" className="whitespace-nowrap px-3 py-2 font-normal">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line border-line border-t">
            {Object.entries(stateHours).map(([state, { mostADay }]) => (
              <tr key={state}>
                <th scope="row" className="px-3 py-2 font-normal">
                  {regions[state] ?? state}
                </th>
                <td className="whitespace-nowrap px-3 py-2">{clock(keptHours(state).weekday)}</td>
                <td className="whitespace-nowrap px-3 py-2">{clock(keptHours(state).saturday)}</td>
                <td className="whitespace-nowrap px-3 py-2">{clock(keptHours(state).sunday)}</td>
                <td className="whitespace-nowrap px-3 py-2">{keptHours(state).notOnHolidays ? "Never" : ""}</td>
                <td className="whitespace-nowrap px-3 py-2">{mostADay === null ? "" : `${mostADay} at most`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

/** Minutes of a day as "9:00 to 20:00". */
const clock = (hours: { from: number; to: number } | null) =>
  hours ? `${time(hours.from)} to ${time(hours.to)}` : "Never";
const time = (minutes: number) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
