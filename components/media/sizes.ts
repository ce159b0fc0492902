import type { CSSProperties } from "react";

/** Pixels a picture takes in a thread at most. */
const widest = 300;
const tallest = 340;

type Sized = { width: number | null; height: number | null };

/** The room a picture will take, kept before it is loaded, so that nothing jumps. */
export function boxOf({ width, height }: Sized): CSSProperties {
  if (!width || !height) return { width: 240, aspectRatio: "4 / 3" };
  const scale = Math.min(1, widest / width, tallest / height);
  // A strip of a picture still gets room for a finger.
  return { width: Math.max(88, Math.round(width * scale)), aspectRatio: `${width} / ${Math.max(height, width / 4)}` };
}

/** "640 KB", "1.2 MB". */
export function sizeOf(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
