/** Where phones can be invented. Germany is there to see that numbers from abroad are not answered. */
export const places = [
  { country: "US", name: "United States" },
  { country: "CA", name: "Canada" },
  { country: "DE", name: "Germany" },
] as const;

type Country = (typeof places)[number]["country"];

const areas: Record<"US" | "CA", readonly string[]> = {
  US: ["415", "312", "646", "213", "206", "512", "617", "303", "404", "219"],
  CA: ["416", "514", "604", "403", "613"],
};

/** A plausible mobile number, E.164. */
export function invent(country: Country): string {
  if (country === "DE") return `+49151${digits(8)}`;
  const choice = areas[country];
  const area = choice[Math.floor(Math.random() * choice.length)];
  // Exchanges run from 200 to 999; those ending in 11 are services and 555 is for films.
  for (;;) {
    const exchange = String(200 + Math.floor(Math.random() * 800));
    if (!exchange.endsWith("11") && exchange !== "555") return `+1${area}${exchange}${digits(4)}`;
  }
}

function digits(count: number): string {
  return Array.from({ length: count }, () => Math.floor(Math.random() * 10)).join("");
}
