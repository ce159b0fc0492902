import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

const merge = extendTailwindMerge({
  // Our own names for sizes and radii: without them "text-meta" would pass for a colour.
  extend: { classGroups: { "font-size": [{ text: ["base", "meta"] }], rounded: [{ rounded: ["card", "bubble"] }] } },
});

/** Joins class names; of two that say the same thing the later wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
