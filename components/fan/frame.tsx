import type { ReactNode } from "react";
import { type Scheme, styleOf } from "./style";

export type Shown = { name: string; handle: string; accent: string; picture: string | null };

type Props = {
  language: string;
  title: string;
  leader: Shown | null;
  children: ReactNode;
  intro?: string;
  footer?: ReactNode;
  /** Only in a preview: light or dark, whatever the phone wants. */
  scheme?: Scheme;
  /** For search engines and previews of links; without it the page is for one fan and stays out of them. */
  head?: ReactNode;
  /** Style that only this page needs. */
  style?: string;
  className?: string;
  /** Instead of face, title and intro. */
  header?: ReactNode;
};

/** The page every fan's page stands in: the leader's face, one title, no script. */
export function Frame(props: Props) {
  const { leader } = props;
  return (
    <html lang={props.language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        {props.head ?? <meta name="robots" content="noindex" />}
        <title>{props.title}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <style>{styleOf(leader?.accent ?? "#2b50c8", props.scheme) + (props.style ?? "")}</style>
      </head>
      <body>
        <main className={props.className}>
          {props.header ?? (
            <header>
              {leader && <Face leader={leader} />}
              <h1>{props.title}</h1>
              {props.intro && <p className="mute">{props.intro}</p>}
            </header>
          )}
          {props.children}
          {props.footer && <footer>{props.footer}</footer>}
        </main>
      </body>
    </html>
  );
}

/** The file's name in the address lets a new picture show at once. */
export const pictureOf = (leader: Shown) =>
  leader.picture ? `/picture/${leader.handle}?v=${leader.picture.slice(0, 8)}` : null;

export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return words
    .map((word) => [...word][0])
    .slice(0, 2)
    .join("")
    .toUpperCase();
}

export function Face({ leader, large }: { leader: Shown; large?: boolean }) {
  const picture = pictureOf(leader);
  const side = large ? 128 : 80;
  if (picture) return <img className="face" src={picture} alt="" width={side} height={side} />;
  return (
    <span className="face" aria-hidden="true">
      {initialsOf(leader.name)}
    </span>
  );
}
