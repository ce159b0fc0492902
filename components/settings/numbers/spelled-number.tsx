import { showPhone } from "@/lib/numbers/phone";
import { isWord, spelled } from "@/lib/numbers/spell";

/** A number with what was wished for marked in it; a word stands in the place of its digits, which follow small. */
export function SpelledNumber({ phone, wish }: { phone: string; wish: string }) {
  return (
    <span className="whitespace-nowrap text-lg tabular-nums">
      {spelled(phone, wish).map(({ text, marked }, at) =>
        marked ? (
          <mark key={at} className="rounded bg-accent/15 px-0.5 font-semibold text-accent">
            {text}
          </mark>
        ) : (
          <span key={at}>{text}</span>
        ),
      )}
      {isWord(wish) && <span className="ml-2 text-meta text-muted">{showPhone(phone)}</span>}
    </span>
  );
}
