import type { Language } from "@/lib/consent/words";
import type { JoinTyped } from "@/lib/invitations/ask-to-join";
import type { Challenge } from "@/lib/invitations/challenge";
import { isPhone, smsCode, smsLink } from "@/lib/leaders/sms-link";
import type { Wrong } from "@/lib/members/details";
import { showPhone } from "@/lib/numbers/phone";
import { Face, Frame } from "./frame";
import { JoinForm } from "./join-form";
import { type Common, greetingOf, linksOf, NoticePage } from "./pages";
import { Qr } from "./qr";
import { embedStyle, publicStyle, type Scheme } from "./style";
import { words } from "./words";

type Asking = {
  typed: { phone: string; birthDate: string };
  /** Says that this page showed the form (lib/invitations/form-token.ts). */
  token: string;
  wrong: Record<string, Wrong>;
  asksBirthDate: boolean;
};
type Public = Common &
  Asking & {
    /** E.164; null while the leader has none. */
    number: string | null;
    textWords: string;
    userAgent: string;
    /** Where the program is reached; addresses in previews of links are whole. */
    publicUrl: string;
    /** Only in a preview. */
    scheme?: Scheme;
  };

/** The page for those who come from a post: face, number, "Text me", a QR code on desktops, and a form. */
export function PublicPage(props: Public) {
  const { language, leader, number, textWords, userAgent } = props;
  const say = words[language];
  const greeting = greetingOf(leader, language) || say.open;
  const links = linksOf(leader);
  return (
    <Frame
      language={language}
      leader={leader}
      title={leader.name}
      head={<Preview {...props} greeting={greeting} />}
      style={publicStyle}
      scheme={props.scheme}
      className={number ? "two" : undefined}
      header={
        <div>
          <header className="big">
            <Face leader={leader} large />
            <h1>{leader.name}</h1>
            <p className="mute">{greeting}</p>
          </header>
          {number ? (
            <>
              <a className="number" href={smsLink(number, textWords, userAgent)}>
                {showPhone(number)}
              </a>
              {isPhone(userAgent) ? (
                <a className="button" href={smsLink(number, textWords, userAgent)}>
                  {say.textMe}
                </a>
              ) : (
                <div className="qr">
                  <Qr content={smsCode(number, textWords)} label={say.scan} />
                  <p className="mute">{say.scan}</p>
                </div>
              )}
              <a className="button quiet" href={`/card/${leader.handle}`}>
                {say.saveContact}
              </a>
            </>
          ) : (
            <p className="mute qr">{say.noNumber}</p>
          )}
        </div>
      }
      footer={
        // With a number the form has them, beside its words.
        !number && (
          <>
            <a href={links.terms}>{say.terms}</a> <a href={links.privacy}>{say.privacy}</a>
          </>
        )
      }
    >
      {number && (
        <section>
          <h2>{say.orType}</h2>
          <JoinForm {...props} quiet={isPhone(userAgent)} />
        </section>
      )}
    </Frame>
  );
}

/** What a post shows of the link (Open Graph), and the one address of the page. */
function Preview({ language, leader, publicUrl, greeting }: Public & { greeting: string }) {
  const address = `${publicUrl}/${leader.handle}`;
  const picture = `${publicUrl}/picture/${leader.handle}/share.png?lang=${language}`;
  const tags: [string, string][] = [
    ["og:type", "profile"],
    ["og:title", leader.name],
    ["og:description", greeting],
    ["og:url", address],
    ["og:image", picture],
    ["og:image:type", "image/png"],
    ["og:image:width", "1200"],
    ["og:image:height", "630"],
    ["og:image:alt", `${leader.name}: ${words[language].textMe}`],
    ["og:locale", language === "es" ? "es_US" : "en_US"],
  ];
  return (
    <>
      <meta name="description" content={greeting} />
      <link rel="canonical" href={address} />
      {tags.map(([property, content]) => (
        <meta key={property} property={property} content={content} />
      ))}
      <meta name="twitter:card" content="summary_large_image" />
      <meta name="twitter:title" content={leader.name} />
      <meta name="twitter:description" content={greeting} />
      <meta name="twitter:image" content={picture} />
    </>
  );
}

/** The form alone, to stand in a frame of another site. */
export function EmbedPage(props: Common & Asking) {
  const say = words[props.language];
  return (
    <Frame
      language={props.language}
      leader={props.leader}
      title={say.title(props.leader.name)}
      style={publicStyle + embedStyle}
      header={
        <header>
          <h1>{say.title(props.leader.name)}</h1>
        </header>
      }
    >
      <JoinForm {...props} framed />
    </Frame>
  );
}

type Told = Common & { framed?: boolean; number: string };

/** Finds the proof of work and sends the form. The one public page with a script: only suspicious requests see it. */
export const challengeScript = `const f=document.forms[0],t=f.challenge.value,b=+f.dataset.bits,e=new TextEncoder();(async()=>{for(let n=0;;n+=256){const d=await Promise.all(Array.from({length:256},(_,i)=>crypto.subtle.digest("SHA-256",e.encode(t+":"+(n+i)))));for(let i=0;i<256;i++)if(Math.clz32(new DataView(d[i]).getUint32(0))>=b){f.solution.value=n+i;f.submit();return}}})()`;

/** One more step before the text: the browser solves a challenge. Without script there is the number to text. */
export function ChallengePage(
  props: Common & { framed?: boolean; number: string; typed: JoinTyped; challenge: Challenge },
) {
  const { language, leader, framed, number, typed, challenge } = props;
  const say = words[language];
  return (
    <Frame
      language={language}
      leader={leader}
      title={say.oneMoment}
      intro={say.oneMomentNext}
      style={framed ? embedStyle : ""}
    >
      <form method="post" data-bits={challenge.bits}>
        <input type="hidden" name="phone" value={typed.phone} />
        <input type="hidden" name="birthDate" value={typed.birthDate} />
        <input type="hidden" name="token" value={typed.token} />
        <input type="hidden" name="challenge" value={challenge.token} />
        <input type="hidden" name="solution" value="" />
      </form>
      <a className="button quiet" href={`sms:${number}`} target={framed ? "_top" : undefined}>
        {say.textMe}
      </a>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, allowed by its hash */}
      <script dangerouslySetInnerHTML={{ __html: challengeScript }} />
    </Frame>
  );
}

/** After the form: the same for every number. */
export function AskedPage({ language, leader, framed }: Told) {
  const say = words[language];
  return (
    <Frame
      language={language}
      leader={leader}
      title={say.asked}
      intro={say.askedNext(leader.name)}
      style={framed ? embedStyle : ""}
    >
      {null}
    </Frame>
  );
}

/** Too many numbers were typed at this address. */
export function TooManyPage({ language, leader, number, framed }: Told) {
  const say = words[language];
  const action = (
    <a className="button" href={`sms:${number}`} target={framed ? "_top" : undefined}>
      {say.textMe}
    </a>
  );
  return <NoticePage language={language} leader={leader} title={say.tooMany} next={say.tooManyNext} action={action} />;
}

/** No leader has this handle. */
export function NobodyPage({ language }: { language: Language }) {
  const say = words[language];
  return <NoticePage language={language} leader={null} title={say.nobody} next={say.nobodyNext} />;
}

/** The operator suspended the leader. Whose page it was is not said. */
export function UnavailablePage({ language }: { language: Language }) {
  const say = words[language];
  return <NoticePage language={language} leader={null} title={say.unavailable} next={say.unavailableNext} />;
}
