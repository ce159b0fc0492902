import type { InputHTMLAttributes } from "react";
import type { ConsentWords, Language } from "@/lib/consent/words";
import { type Asked, inputOf } from "@/lib/fields/answers";
import { type StandardField, standardFields, type Typed, type Wrong } from "@/lib/members/details";
import { FanField, type Tied, WrongSummary } from "./field";
import { words } from "./words";

type Props = {
  language: Language;
  typed: Typed;
  wrong: Record<string, Wrong>;
  /** The leader's own fields, after those that every page has. */
  fields: Asked[];
  minAge: number;
  /** Shown beside the button of a first sign-up; null where only details change. */
  consent: ConsentWords | null;
  links: { terms: string; privacy: string };
};

/** What each field asks of the phone's keyboard and memory. */
const asks: Record<StandardField, InputHTMLAttributes<HTMLInputElement>> = {
  firstName: { autoComplete: "given-name", autoCapitalize: "words" },
  lastName: { autoComplete: "family-name", autoCapitalize: "words" },
  birthDate: { autoComplete: "bday", inputMode: "text", placeholder: "5/17/1990" },
  place: { autoComplete: "postal-code", autoCapitalize: "words" },
  gender: { autoComplete: "sex" },
  email: { autoComplete: "email", inputMode: "email", autoCapitalize: "none" },
};
const optional = new Set<StandardField>(["gender", "email"]);

/** The leader's question in the fan's language, where there is one. */
export const labelOf = (field: Pick<Asked, "label" | "labelEs">, language: Language): string =>
  (language === "es" && field.labelEs) || field.label;

/** The form of the sign-up page and of the page that changes details: large fields, one button. */
export function Form(props: Props) {
  const { language, fields, wrong } = props;
  const say = words[language];
  const labels = [
    ...standardFields.map((name) => ({ name: name as string, label: say.labels[name] })),
    ...fields.map((field) => ({ name: inputOf(field), label: labelOf(field, language) })),
  ];
  return (
    <form method="post" noValidate>
      <WrongSummary language={language} wrong={labels.filter(({ name }) => wrong[name])} />
      {standardFields.map((name, at) => (
        <Standard key={name} name={name} last={fields.length === 0 && at === standardFields.length - 1} {...props} />
      ))}
      {fields.map((field, at) => (
        <Own key={field.id} field={field} last={at === fields.length - 1} {...props} />
      ))}
      {props.consent && (
        <p className="fine">
          {props.consent.words} <a href={props.links.terms}>{say.terms}</a> ·{" "}
          <a href={props.links.privacy}>{say.privacy}</a>
        </p>
      )}
      <button className="button" type="submit" name="do" value="sign-up">
        {props.consent ? say.join : say.save}
      </button>
    </form>
  );
}

function Standard({ name, language, typed, wrong, minAge, last }: Props & { name: StandardField; last: boolean }) {
  const say = words[language];
  return (
    <FanField
      name={name}
      label={say.labels[name]}
      language={language}
      optional={optional.has(name)}
      hint={say.hints[name]}
      problem={wrong[name]}
      minAge={minAge}
    >
      {(tied) => (
        <>
          <input
            {...tied}
            type={name === "email" ? "email" : "text"}
            defaultValue={typed[name]}
            enterKeyHint={last ? "done" : "next"}
            required={!optional.has(name)}
            list={name === "gender" ? "genders" : undefined}
            {...asks[name]}
          />
          {name === "gender" && (
            <datalist id="genders">
              {say.genders.map((option) => (
                <option key={option} value={option} />
              ))}
            </datalist>
          )}
        </>
      )}
    </FanField>
  );
}

function Own({ field, language, typed, wrong, minAge, last }: Props & { field: Asked; last: boolean }) {
  const name = inputOf(field);
  return (
    <FanField
      name={name}
      label={labelOf(field, language)}
      language={language}
      optional={!field.required}
      hint={field.kind === "date" ? words[language].hints.birthDate : undefined}
      problem={wrong[name]}
      minAge={minAge}
    >
      {(tied) => <Answer field={field} language={language} tied={tied} typed={typed[name] ?? ""} last={last} />}
    </FanField>
  );
}

type AnswerProps = { field: Asked; language: Language; tied: Tied; typed: string; last: boolean };

function Answer({ field, language, tied, typed, last }: AnswerProps) {
  const say = words[language];
  if (field.kind === "choice" || field.kind === "yes_no") {
    return (
      <select {...tied} defaultValue={typed} required={field.required}>
        <option value="">{say.choose}</option>
        {field.kind === "choice" ? (
          field.choices.map((choice) => <option key={choice}>{choice}</option>)
        ) : (
          <>
            <option value="yes">{say.yes}</option>
            <option value="no">{say.no}</option>
          </>
        )}
      </select>
    );
  }
  return (
    <input
      {...tied}
      defaultValue={typed}
      required={field.required}
      enterKeyHint={last ? "done" : "next"}
      inputMode={field.kind === "number" ? "decimal" : undefined}
      placeholder={field.kind === "date" ? "5/17/1990" : undefined}
      autoComplete="off"
    />
  );
}
