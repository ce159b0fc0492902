import { longest, measure } from "@/lib/messages/parts";

/** Looks as long as a real one: the token has 22 characters. */
const token = "k3Vq9sTz0bRw7mYc1xNd5A";

/** A text as the fan's phone shows it, with what it counts. */
export function Bubble({ words, publicUrl }: { words: string; publicUrl: string }) {
  const text = words.replaceAll("{{link}}", `${publicUrl}/join/${token}`);
  const { parts, breaker } = measure(text);
  const { characters } = measure(words);
  return (
    <figure className="grid gap-2">
      <figcaption className="text-meta text-muted">On their phone</figcaption>
      <div className="rounded-card border border-line bg-canvas p-4">
        <p className="w-fit max-w-[15rem] rounded-bubble rounded-bl-sm bg-fan px-3.5 py-2 break-words whitespace-pre-wrap text-on-fan">
          {text || "…"}
        </p>
      </div>
      <p className="text-meta text-muted tabular-nums">
        <span className={characters > longest ? "text-bad" : ""}>
          {characters}/{longest}
        </span>{" "}
        · {parts === 1 ? "1 part" : `${parts} parts`}
        {words.includes("{{link}}") ? " with the link" : ""}
        {breaker ? ` · “${breaker}” makes the parts smaller` : ""}
      </p>
    </figure>
  );
}
