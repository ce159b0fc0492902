import { plain } from "./regions";

/** "St. Louis", "Saint Louis" and "ST LOUIS" are one city, as are "Coeur d'Alene" and "Coeur D Alene". */
export function keyOf(name: string): string {
  return plain(name)
    .split(" ")
    .map((word) => written[word] ?? word)
    .join("");
}
const written: Record<string, string> = {
  st: "saint",
  ste: "sainte",
  ft: "fort",
  mt: "mount",
  mtn: "mountain",
  hts: "heights",
  spgs: "springs",
  n: "north",
  s: "south",
  e: "east",
  w: "west",
};
