import { measure } from "@/lib/messages/parts";

/** A sentence where one character alone, or a few of its kind, make a text more parts than it need be; else null. */
export function warnOf(body: string): string | null {
  const { parts, breaker } = measure(body);
  if (breaker === null) return null;
  const without = measure(body.replaceAll(breaker, "."));
  if (without.encoding === "GSM-7" && without.parts < parts) {
    return `“${breaker}” — this one character makes it ${parts} parts instead of ${without.parts || 1}.`;
  }
  // Some of several: would the text be shorter with none of them? Counted as if each were a plain letter.
  const plain = measure([...body].map((character) => (measure(character).breaker ? "." : character)).join(""));
  if (plain.parts >= parts) return null;
  return `“${breaker}” and others like it make it ${parts} parts instead of ${plain.parts}.`;
}
