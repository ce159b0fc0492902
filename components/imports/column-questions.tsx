import type { Counts } from "@/lib/imports/counts";
import { countWords } from "./sizes";

export type ColumnAnswer = "optIn" | "optOut" | "none";
type Props = {
  asked: NonNullable<Counts["asked"]>;
  nameOf: (at: number) => string;
  answers: Record<string, ColumnAnswer>;
  onAnswer: (at: string, answer: ColumnAnswer) => void;
};

/** Columns of yes and no, opted out and the like, whose names don't say whether they are about texts. */
export function ColumnQuestions({ asked, nameOf, answers, onAnswer }: Props) {
  return (
    <div className="grid gap-2">
      <h2 className="font-semibold text-[17px]">Are these columns about consent to texts?</h2>
      <p className="text-muted">
        Their values look like it, but their names don’t say. Until you choose, everyone in this file is added as
        invited and gets no broadcasts.
      </p>
      <ul className="divide-y divide-line">
        {Object.entries(asked).map(([at, column]) => (
          <li key={at} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2">
            <span className="min-w-0 flex-1 basis-48 break-words">
              {nameOf(Number(at))} <span className="block text-meta text-muted">{valueWords(column)}</span>
            </span>
            <select
              aria-label={`${nameOf(Number(at))} is`}
              value={answers[at] ?? ""}
              onChange={(event) => onAnswer(at, event.target.value as ColumnAnswer)}
              className="h-11 max-w-full rounded-card border border-muted/60 bg-surface px-3 text-[16px] text-ink md:text-base"
            >
              <option value="" disabled>
                Choose
              </option>
              <option value="none">Not about texts</option>
              <option value="optIn">Opted in: “yes” agrees to texts</option>
              <option value="optOut">Opted out: “yes” refuses texts</option>
            </select>
          </li>
        ))}
      </ul>
    </div>
  );
}

function valueWords({ rows, values }: Props["asked"][string]): string {
  const most = Object.entries(values).sort(([, one], [, other]) => other - one);
  const shown = most.map(([value, count]) => `“${value}” ${count.toLocaleString("en-US")}`);
  const more = rows - Object.values(values).reduce((sum, count) => sum + count, 0);
  if (more > 0) shown.push(countWords(more, "other value"));
  return shown.join(" · ") || "empty";
}
