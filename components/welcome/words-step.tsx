import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Bubble } from "./bubble";
import { type Step, wordsOf } from "./draft";

/** The first answer, and how it will look on a phone. */
export function WordsStep({ draft, change, problem, publicUrl }: Step & { publicUrl: string }) {
  const words = wordsOf(draft);
  return (
    <div className="grid items-start gap-5 sm:grid-cols-2">
      <Field
        label="First answer"
        hint={
          <>
            <code>{"{{link}}"}</code> becomes the sign-up link.
          </>
        }
        error={problem?.sentence}
      >
        <Textarea rows={8} value={words} onChange={(event) => change({ words: event.target.value })} />
      </Field>
      <Bubble words={words} publicUrl={publicUrl} />
    </div>
  );
}
