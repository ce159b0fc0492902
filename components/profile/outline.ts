import { type GeoProjection, geoAlbersUsa, geoConicConformal, geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import states from "us-atlas/states-10m.json";

/** Units of the drawing; it scales to whatever width it is given. */
export const size = { width: 320, height: 200 };

const atlas = states as unknown as Topology<{ states: GeometryCollection; nation: GeometryCollection }>;

export type Outline = {
  /** SVG path data of coasts and borders of states. */
  path: string;
  /** The point, in units of the drawing. */
  at: [x: number, y: number];
  /** The drawing has the borders around the point; false: only the United States are drawn for bearing. */
  drawn: boolean;
};

/**
 * Where a point (degrees) is on a small map, drawn on the server. The shipped map (us-atlas, from the US Census) has the
 * states and no Canada: a point there is shown where it is, north of the United States' outline. Null for a point that
 * neither view holds.
 */
export function outlineFor(latitude: number, longitude: number): Outline | null {
  const point: [number, number] = [longitude, latitude];
  const home = views.home.projection(point);
  if (home) return { path: pathOf("home"), at: home, drawn: true };
  const wide = views.wide.projection(point);
  if (!wide || wide[0] < 0 || wide[1] < 0 || wide[0] > size.width || wide[1] > size.height) return null;
  return { path: pathOf("wide"), at: wide, drawn: false };
}

type View = { projection: GeoProjection; path?: string };
const nation = feature(atlas, atlas.objects.nation);
const views: Record<"home" | "wide", View> = {
  home: {
    projection: geoAlbersUsa().fitExtent(
      [
        [4, 4],
        [size.width - 4, size.height - 4],
      ],
      nation,
    ),
  },
  wide: {
    projection: geoConicConformal()
      .parallels([49, 62])
      .rotate([98, 0])
      .fitExtent(
        [
          [4, 4],
          [size.width - 4, size.height - 4],
        ],
        {
          type: "MultiPoint",
          coordinates: [
            [-141, 69],
            [-125, 25],
            [-80, 25],
            [-52, 47],
            [-62, 82],
          ],
        },
      ),
  },
};

/** Made once a process: the same coasts for everybody. */
function pathOf(name: "home" | "wide"): string {
  const view = views[name];
  view.path ??= coarse(geoPath(view.projection)(mesh(atlas, atlas.objects.states)) ?? "");
  return view.path;
}

/** Leaves out points nearer than a unit to the one before: the atlas is drawn for walls, this for a thumb. */
function coarse(path: string): string {
  const lines = path.split("M").filter(Boolean);
  return lines
    .map((line) => {
      const points = line
        .replace("Z", "")
        .split("L")
        .map((pair) => pair.split(",").map(Number) as [number, number]);
      const kept: [number, number][] = [];
      for (const [index, point] of points.entries()) {
        const last = kept.at(-1);
        const far = !last || Math.hypot(point[0] - last[0], point[1] - last[1]) >= 1;
        if (far || index === points.length - 1) kept.push(point);
      }
      if (kept.length < 3 && points.length > 8) return "";
      return `M${kept.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;
    })
    .join("");
}
