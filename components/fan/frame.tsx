import type { ReactNode } from "react";

export type Shown = { name: string; handle: string; accent: string; hasPicture: boolean };

/** Black or white, whichever reads better on a colour (WCAG relative luminance). */
export function inkOn(hex: string): "#fff" | "#000" {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000" : "#fff";
}

const style = (accent: string) => `
:root{color-scheme:light dark;--a:${accent};--on:${inkOn(accent)};--bg:#f6f6f4;--fg:#17181a;--mute:#5b5e63;--line:#d9d9d5;--field:#fff;--bad:#b3261e;--bads:#fdeceb}
@media(prefers-color-scheme:dark){:root{--bg:#131416;--fg:#f1f1ef;--mute:#a6a9ae;--line:#35373b;--field:#1c1e21;--bad:#ff9a92;--bads:#3a1d1b}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;-webkit-text-size-adjust:100%}
main{max-width:30rem;margin:0 auto;padding:2rem 1.25rem 3rem}
header{text-align:center;margin-bottom:1.75rem}
.face{width:5rem;height:5rem;border-radius:50%;display:inline-grid;place-items:center;background:var(--a);color:var(--on);font-size:1.75rem;font-weight:600;object-fit:cover}
h1{font-size:1.5rem;line-height:1.25;margin:1rem 0 .375rem;text-wrap:balance;overflow-wrap:anywhere}
p{margin:.5rem 0}.mute{color:var(--mute)}
.field{margin:0 0 1.125rem}
label,.label{display:block;font-weight:600;margin-bottom:.375rem}
label small{font-weight:400;color:var(--mute)}
input{width:100%;min-height:3rem;padding:.625rem .875rem;font:inherit;font-size:max(1rem,16px);color:inherit;background:var(--field);border:1px solid var(--line);border-radius:.625rem}
input[type=checkbox]{width:1.375rem;min-height:1.375rem;height:1.375rem;flex:none;margin:.1rem 0 0;accent-color:var(--bad)}
input:focus-visible,button:focus-visible,a:focus-visible,summary:focus-visible{outline:3px solid var(--fg);outline-offset:2px}
[aria-invalid=true]{border-color:var(--bad);border-width:2px}
.hint{font-size:.875rem;color:var(--mute);margin:.25rem 0 0}
.wrong{font-size:.9375rem;color:var(--bad);margin:.375rem 0 0}
.alert{background:var(--bads);border-radius:.625rem;padding:.875rem 1rem;margin-bottom:1.5rem}
.alert ul{margin:.375rem 0 0;padding-left:1.25rem}.alert a{color:var(--bad)}
.button{display:block;width:100%;min-height:3.25rem;padding:.75rem 1rem;border:0;border-radius:.75rem;background:var(--a);color:var(--on);font:inherit;font-size:1.0625rem;font-weight:600;text-align:center;text-decoration:none;cursor:pointer;margin-top:.75rem}
.quiet{background:transparent;color:inherit;border:1px solid var(--line)}
.danger{background:transparent;color:var(--bad);border:1px solid var(--bad)}
.fine a,.hint a{color:inherit}.fine{font-size:.875rem;color:var(--mute);margin:1rem 0 .25rem}
footer{margin-top:1.75rem;text-align:center;font-size:.875rem}footer a{color:var(--mute);margin:0 .625rem;padding:.5rem 0;display:inline-block}
details{margin-top:1.5rem;border-top:1px solid var(--line);padding-top:1rem}summary{cursor:pointer;padding:.5rem 0;color:var(--mute)}
.check{display:flex;gap:.75rem;font-weight:400}
`;

/** The page every fan's page stands in: the leader's face, one title, no script. */
export function Frame(props: {
  language: string;
  title: string;
  leader: Shown | null;
  children: ReactNode;
  intro?: string;
  footer?: ReactNode;
}) {
  const { leader } = props;
  return (
    <html lang={props.language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{props.title}</title>
        <style>{style(leader?.accent ?? "#2b50c8")}</style>
      </head>
      <body>
        <main>
          <header>
            {leader && <Face leader={leader} />}
            <h1>{props.title}</h1>
            {props.intro && <p className="mute">{props.intro}</p>}
          </header>
          {props.children}
          {props.footer && <footer>{props.footer}</footer>}
        </main>
      </body>
    </html>
  );
}

function Face({ leader }: { leader: Shown }) {
  if (leader.hasPicture)
    return <img className="face" src={`/picture/${leader.handle}`} alt="" width="80" height="80" />;
  const initials = leader.name
    .split(/\s+/)
    .map((word) => [...word][0])
    .slice(0, 2)
    .join("")
    .toUpperCase();
  return (
    <span className="face" aria-hidden="true">
      {initials}
    </span>
  );
}
