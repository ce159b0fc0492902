import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { inputOf, typedAnswer, type Value } from "@/lib/fields/answers";
import type { Field as FieldOfLeader } from "@/lib/fields/queries";

export const selectLook = "h-11 w-full rounded-card border border-muted/60 bg-surface px-3";

type Props = { field: FieldOfLeader; value: Value | undefined; error: string | undefined };

/** One of the leader's own fields, as it is answered for a member. */
export function OwnField({ field, value, error }: Props) {
  const typed = typedAnswer(field, value);
  const choices = field.kind === "yes_no" ? ["yes", "no"] : field.kind === "choice" ? field.choices : null;
  return (
    <Field label={field.label} error={error} className="col-span-2">
      {choices ? (
        <select name={inputOf(field)} defaultValue={typed} className={selectLook}>
          <option value="">Not answered</option>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {field.kind === "yes_no" ? (choice === "yes" ? "Yes" : "No") : choice}
            </option>
          ))}
        </select>
      ) : (
        <Input
          name={inputOf(field)}
          defaultValue={typed}
          inputMode={field.kind === "number" ? "decimal" : undefined}
          placeholder={field.kind === "date" ? "5/17/1990" : undefined}
          dir="auto"
        />
      )}
    </Field>
  );
}
