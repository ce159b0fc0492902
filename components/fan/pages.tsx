import type { ReactNode } from "react";
import { consentWords, type Language } from "@/lib/consent/words";
import type { Field, Typed, Wrong } from "@/lib/members/details";
import { Form } from "./form";
import { Frame, type Shown } from "./frame";
import { words } from "./words";

export type Speaking = Shown & { greeting: string; minAge: number; termsUrl: string | null; privacyUrl: string | null };
type Common = { language: Language; leader: Speaking };
type Filled = Common & { typed: Typed; wrong?: Partial<Record<Field, Wrong>> };

const linksOf = (leader: Speaking) => ({
  terms: leader.termsUrl ?? "/terms",
  privacy: leader.privacyUrl ?? "/privacy",
});
const smsTo = (number: string) => `sms:${number}`;

/** The page behind a fresh link. */
export function SignUpPage({ language, leader, typed, wrong = {} }: Filled) {
  const say = words[language];
  return (
    <Frame language={language} leader={leader} title={say.title(leader.name)} intro={leader.greeting || say.intro}>
      <Form
        language={language}
        typed={typed}
        wrong={wrong}
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

/** The same link opened later: what is stored, to change or to leave. */
export function DetailsPage({ language, leader, typed, wrong = {}, saved }: Filled & { saved: boolean }) {
  const say = words[language];
  return (
    <Frame language={language} leader={leader} title={say.yours(leader.name)} intro={say.change}>
      {saved && <p role="status">✓ {say.saved}</p>}
      <Form
        language={language}
        typed={typed}
        wrong={wrong}
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
