import { type Language, webConsentWords } from "@/lib/consent/words";
import type { Wrong } from "@/lib/members/details";
import { FanField, WrongSummary } from "./field";
import { linksOf, type Speaking } from "./pages";
import { words } from "./words";

type Props = {
  language: Language;
  leader: Speaking;
  typed: { phone: string; birthDate: string };
  /** Says that this page showed the form. */
  token: string;
  wrong: Record<string, Wrong>;
  /** Only where a leader asks for more years than 13. */
  asksBirthDate: boolean;
  /** In a frame of another site: links leave the frame. */
  framed?: boolean;
  quiet?: boolean;
};

/** A number typed on the web: one text asks for YES (double opt-in). */
export function JoinForm({ language, leader, typed, token, wrong, asksBirthDate, framed, quiet }: Props) {
  const say = words[language];
  const labels = [
    { name: "phone", label: say.mobile },
    { name: "birthDate", label: say.labels.birthDate },
  ];
  const links = linksOf(leader);
  const out = framed ? { target: "_blank", rel: "noopener" } : {};
  return (
    <form method="post" noValidate>
      <input type="hidden" name="token" value={token} />
      <WrongSummary language={language} wrong={labels.filter(({ name }) => wrong[name])} />
      <FanField
        name="phone"
        label={say.mobile}
        language={language}
        hint={say.mobileHint}
        problem={wrong.phone}
        minAge={leader.minAge}
      >
        {(tied) => (
          <input
            {...tied}
            type="tel"
            inputMode="tel"
            autoComplete="tel-national"
            enterKeyHint={asksBirthDate ? "next" : "send"}
            defaultValue={typed.phone}
            required
          />
        )}
      </FanField>
      {asksBirthDate && (
        <FanField
          name="birthDate"
          label={say.labels.birthDate}
          language={language}
          hint={say.hints.birthDate}
          problem={wrong.birthDate}
          minAge={leader.minAge}
        >
          {(tied) => (
            <input
              {...tied}
              autoComplete="bday"
              placeholder="5/17/1990"
              enterKeyHint="send"
              defaultValue={typed.birthDate}
              required
            />
          )}
        </FanField>
      )}
      <p className="trap" aria-hidden="true">
        <label htmlFor="website">Website</label>
        <input id="website" name="website" tabIndex={-1} autoComplete="off" />
      </p>
      <p className="fine">
        {webConsentWords(leader.name, language, leader.minAge).words}{" "}
        <a href={links.terms} {...out}>
          {say.terms}
        </a>{" "}
        ·{" "}
        <a href={links.privacy} {...out}>
          {say.privacy}
        </a>
      </p>
      <button className={quiet ? "button quiet" : "button"} type="submit">
        {say.textMeFirst}
      </button>
    </form>
  );
}
