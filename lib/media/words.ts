import type { ShownAs } from "./table";

const words: Record<ShownAs, [one: string, several: string]> = {
  image: ["Photo", "photos"],
  video: ["Video", "videos"],
  audio: ["Audio message", "audio messages"],
  vcard: ["Contact card", "contact cards"],
  file: ["File", "files"],
};

/** What came along, in a word: "Photo", "3 photos", "Photo, Video". Runs in the browser as well. */
export function mediaWords(items: { kind: ShownAs }[]): string {
  const counts = new Map<ShownAs, number>();
  for (const { kind } of items) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => (count === 1 ? words[kind][0] : `${count} ${words[kind][1]}`)).join(", ");
}

/** A text as a list shows it in one line. */
export function previewOf(body: string, items: { kind: ShownAs }[]): string {
  const along = mediaWords(items);
  return [along, body].filter(Boolean).join(" · ");
}

/** "0:07", "1:02:03": seconds as players show them. */
export function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
