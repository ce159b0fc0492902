import type { ReactNode } from "react";
import type { Language } from "@/lib/consent/words";
import type { Wrong } from "@/lib/members/details";
import { words } from "./words";

/** What ties an input to its label, hint and error for a screen reader. */
export type Tied = { id: string; name: string; "aria-invalid"?: true; "aria-describedby"?: string };

type Props = {
  name: string;
  label: string;
  language: Language;
  optional?: boolean;
  hint?: string;
  problem?: Wrong;
  /** Years, for what is said to those who are too young. */
  minAge: number;
  children: (tied: Tied) => ReactNode;
};

/** One field of a fan's form: label, input, hint, and what is wrong, beside it. */
export function FanField({ name, label, language, optional, hint, problem, minAge, children }: Props) {
  const say = words[language];
  const described = [hint && `${name}-hint`, problem && `${name}-wrong`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={name}>
        {label} {optional && <small>({say.optional})</small>}
      </label>
      {children({
        id: name,
        name,
        ...(problem ? { "aria-invalid": true } : {}),
        ...(described ? { "aria-describedby": described } : {}),
      })}
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {problem && (
        <p className="wrong" id={`${name}-wrong`}>
          {problem === "too_young" ? say.wrongAge(Math.max(13, minAge)) : say.wrong[problem]}
        </p>
      )}
    </div>
  );
}

/** The sum of what is wrong, on top, each with the way to its field. */
export function WrongSummary({ language, wrong }: { language: Language; wrong: { name: string; label: string }[] }) {
  if (wrong.length === 0) return null;
  return (
    <div className="alert" role="alert">
      <strong>{words[language].summary}</strong>
      <ul>
        {wrong.map(({ name, label }) => (
          <li key={name}>
            <a href={`#${name}`}>{label}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
