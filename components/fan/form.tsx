import type { ConsentWords, Language } from "@/lib/consent/words";
import { type Field, fields, type Typed, type Wrong } from "@/lib/members/details";
import { words } from "./words";

type Props = {
  language: Language;
  typed: Typed;
  wrong: Partial<Record<Field, Wrong>>;
  minAge: number;
  /** Shown beside the button of a first sign-up; null where only details change. */
  consent: ConsentWords | null;
  links: { terms: string; privacy: string };
};

/** What each field asks of the phone's keyboard and memory. */
const asks: Record<
  Field,
  { autoComplete: string; inputMode?: "email" | "text"; autoCapitalize?: string; placeholder?: string }
> = {
  firstName: { autoComplete: "given-name", autoCapitalize: "words" },
  lastName: { autoComplete: "family-name", autoCapitalize: "words" },
  birthDate: { autoComplete: "bday", inputMode: "text", placeholder: "5/17/1990" },
  place: { autoComplete: "postal-code", autoCapitalize: "words" },
  gender: { autoComplete: "sex" },
  email: { autoComplete: "email", inputMode: "email", autoCapitalize: "none" },
};
const optional = new Set<Field>(["gender", "email"]);

/** The form of the sign-up page and of the page that changes details: large fields, one button. */
export function Form(props: Props) {
  const say = words[props.language];
  const wrongFields = fields.filter((field) => props.wrong[field]);
  return (
    <form method="post" noValidate>
      {wrongFields.length > 0 && (
        <div className="alert" role="alert">
          <strong>{say.summary}</strong>
          <ul>
            {wrongFields.map((field) => (
              <li key={field}>
                <a href={`#${field}`}>{say.labels[field]}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      {fields.map((field, at) => (
        <OneField key={field} field={field} last={at === fields.length - 1} {...props} />
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

function OneField({ field, language, typed, wrong, minAge, last }: Props & { field: Field; last: boolean }) {
  const say = words[language];
  const problem = wrong[field];
  const hint = say.hints[field];
  const described = [hint && `${field}-hint`, problem && `${field}-wrong`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={field}>
        {say.labels[field]} {optional.has(field) && <small>({say.optional})</small>}
      </label>
      <input
        id={field}
        name={field}
        type={field === "email" ? "email" : "text"}
        defaultValue={typed[field]}
        enterKeyHint={last ? "done" : "next"}
        required={!optional.has(field)}
        aria-invalid={problem ? true : undefined}
        aria-describedby={described || undefined}
        list={field === "gender" ? "genders" : undefined}
        {...asks[field]}
      />
      {field === "gender" && (
        <datalist id="genders">
          {(language === "es" ? ["Mujer", "Hombre", "No binario"] : ["Woman", "Man", "Non-binary"]).map((option) => (
            <option key={option} value={option} />
          ))}
        </datalist>
      )}
      {hint && (
        <p className="hint" id={`${field}-hint`}>
          {hint}
        </p>
      )}
      {problem && (
        <p className="wrong" id={`${field}-wrong`}>
          {problem === "too_young" ? say.wrongAge(Math.max(13, minAge)) : say.wrong[problem]}
        </p>
      )}
    </div>
  );
}
