import type { ReactNode } from "react";
import { consentWords, type Language } from "@/lib/consent/words";
import type { Asked } from "@/lib/fields/answers";
import type { Typed, Wrong } from "@/lib/members/details";
import { Form } from "./form";
import { Frame, type Shown } from "./frame";
import type { Scheme } from "./style";
import { words } from "./words";

export type Speaking = Shown & {
  greeting: string;
  greetingEs: string;
  minAge: number;
  termsUrl: string | null;
  privacyUrl: string | null;
};
export type Common = { language: Language; leader: Speaking };
type Filled = Common & { fields: Asked[]; typed: Typed; wrong?: Record<string, Wrong> };

/** The leader's sentence in the fan's language, or in the one there is. */
export const greetingOf = (leader: Speaking, language: Language): string =>
  (language === "es" && leader.greetingEs) || leader.greeting;

export const linksOf = (leader: Speaking) => ({
  terms: leader.termsUrl ?? "/terms",
  privacy: leader.privacyUrl ?? "/privacy",
});
const smsTo = (number: string) => `sms:${number}`;

/** The page behind a fresh link. In a preview `scheme` says light or dark. */
export function SignUpPage({ language, leader, fields, typed, wrong = {}, scheme }: Filled & { scheme?: Scheme }) {
  const say = words[language];
  return (
    <Frame
      language={language}
      leader={leader}
      title={say.title(leader.name)}
      intro={greetingOf(leader, language) || say.intro}
      scheme={scheme}
    >
      <Form
        language={language}
        typed={typed}
        wrong={wrong}
        fields={fields}
        minAge={leader.minAge}
        consent={consentWords(leader.name, language)}
        links={linksOf(leader)}
      />
    </Frame>
  );
}

/** What is shown after the first sign-up: what happens next, and the contact to save. */
export function WelcomePage({ language, leader, number }: Common & { number: string }) {
  const say = words[language];
  return (
    <Frame language={language} leader={leader} title={say.joined(leader.name)} intro={say.joinedNext(leader.name)}>
      <a className="button" href={`/card/${leader.handle}`}>
        {say.saveContact}
      </a>
      <a className="button quiet" href={smsTo(number)}>
        {say.backToTexts}
      </a>
    </Frame>
  );
}

/** `known`: they have told who they are before. */
type Changed = { saved: boolean; known: boolean };

/**
 * The same link opened later: what is stored, to change or to leave. Who joined by YES has told nothing yet: they are
 * asked as on the first page.
 */
export function DetailsPage({ language, leader, fields, typed, wrong = {}, saved, known }: Filled & Changed) {
  const say = words[language];
  const title = known ? say.yours(leader.name) : say.title(leader.name);
  return (
    <Frame language={language} leader={leader} title={title} intro={known ? say.change : say.intro}>
      {saved && <p role="status">✓ {say.saved}</p>}
      <Form
        language={language}
        typed={typed}
        wrong={wrong}
        fields={fields}
        minAge={leader.minAge}
        consent={null}
        links={linksOf(leader)}
      />
      <a className="button quiet" href={`/card/${leader.handle}`}>
        {say.saveContact}
      </a>
      <details>
        <summary>{say.leave}</summary>
        <form method="post">
          <p>{say.leaveSure(leader.name)}.</p>
          <button className="button danger" type="submit" name="do" value="leave">
            {say.leaveYes}
          </button>
        </form>
      </details>
    </Frame>
  );
}

/** Said, with at most one thing to do. */
export function NoticePage(props: {
  language: Language;
  leader: Shown | null;
  title: string;
  next: string;
  action?: ReactNode;
}) {
  return (
    <Frame language={props.language} leader={props.leader} title={props.title} intro={props.next}>
      {props.action}
    </Frame>
  );
}

/** Opted out, by whatever way. */
export function LeftPage({ language, leader, number }: Common & { number: string }) {
  const say = words[language];
  const action = (
    <a className="button quiet" href={`${smsTo(number)}?&body=START`}>
      {say.textAgain}
    </a>
  );
  return (
    <NoticePage language={language} leader={leader} title={say.left(leader.name)} next={say.leftNext} action={action} />
  );
}

/** Expired, unknown or used-up links. */
export function GonePage({
  language,
  leader,
  number,
}: {
  language: Language;
  leader: Shown | null;
  number: string | null;
}) {
  const say = words[language];
  const action = number && (
    <a className="button" href={smsTo(number)}>
      {say.textAgain}
    </a>
  );
  return <NoticePage language={language} leader={leader} title={say.gone} next={say.goneNext} action={action} />;
}

/** The database is away: what was typed rides along in the form, so that one more tap sends it again. */
export function AwayPage({ language, typed }: { language: Language; typed: Typed | null }) {
  const say = words[language];
  const action = typed ? (
    <form method="post">
      {Object.entries(typed).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button className="button" type="submit" name="do" value="sign-up">
        {say.tryAgain}
      </button>
    </form>
  ) : (
    <form method="get">
      <button className="button" type="submit">
        {say.tryAgain}
      </button>
    </form>
  );
  return <NoticePage language={language} leader={null} title={say.away} next={say.awayNext} action={action} />;
}
