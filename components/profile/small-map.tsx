import { provinces, regions } from "@/lib/places/regions";
import { outlineFor, size } from "./outline";

type Props = { latitude: number; longitude: number; city: string | null; state: string | null };

/** Where somebody lives, as a point on a small map; nothing where the point lies outside of it. */
export function SmallMap({ latitude, longitude, city, state }: Props) {
  const outline = outlineFor(latitude, longitude);
  const region = state && (regions[state] ?? state);
  const place = [city, region].filter(Boolean).join(", ") || "Their place";
  if (!outline) return <p>{place}</p>;
  // Cities near the border fall within the drawing of the United States, but their own country is not drawn.
  const drawn = outline.drawn && !(state && provinces.has(state));
  const [x, y] = outline.at;
  return (
    <figure>
      <svg
        viewBox={`0 0 ${size.width} ${size.height}`}
        role="img"
        aria-label={`${place} on a map of ${drawn ? "the United States" : "North America"}`}
        className="w-full max-w-sm"
      >
        <path d={outline.path} fill="none" className="stroke-muted/50" strokeWidth="0.7" strokeLinejoin="round" />
        <circle cx={x} cy={y} r="9" className="fill-accent/20" />
        <circle cx={x} cy={y} r="4" className="fill-accent" />
      </svg>
      <figcaption className="mt-1">
        {place}
        <span className="block text-meta text-muted">
          {drawn
            ? "The middle of their postal code or city."
            : `The middle of their postal code or city. Drawn are the United States only; ${region ?? "this place"} lies where the point is.`}
        </span>
      </figcaption>
    </figure>
  );
}
