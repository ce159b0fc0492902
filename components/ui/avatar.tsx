import { User } from "lucide-react";
import { cn } from "./cn";

type Props = { name: string; picture?: string | null; className?: string };

/** A person's face, or their initials, or a figure where only a number is known. Decoration: the name stands beside it. */
export function Avatar({ name, picture, className }: Props) {
  const initials = initialsOf(name);
  return (
    <span
      aria-hidden
      className={cn(
        "grid size-10 shrink-0 place-items-center overflow-hidden rounded-full bg-fan font-medium text-meta text-on-fan",
        className,
      )}
    >
      {picture ? (
        <img src={picture} alt="" className="size-full object-cover" />
      ) : (
        initials || <User className="size-4" />
      )}
    </span>
  );
}

/** "Ana Maria M." → "AM"; a phone number has none. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "").join("");
}
