/** Black or white, whichever reads better on a colour (WCAG relative luminance). */
export function inkOn(hex: string): "#fff" | "#000" {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000" : "#fff";
}

export type Scheme = "light" | "dark";

const light =
  "--bg:#f6f6f4;--fg:#17181a;--mute:#5b5e63;--line:#d9d9d5;--edge:#84878d;--field:#fff;--bad:#b3261e;--bads:#fdeceb";
const dark =
  "--bg:#131416;--fg:#f1f1ef;--mute:#a6a9ae;--line:#35373b;--edge:#74777d;--field:#1c1e21;--bad:#ff9a92;--bads:#3a1d1b";

/** The one style of the fan's pages. `scheme` is only set where a preview shows one of the two. */
export const styleOf = (accent: string, scheme?: Scheme) => `
:root{color-scheme:${scheme ?? "light dark"};--a:${accent};--on:${inkOn(accent)};${scheme === "dark" ? dark : light}}
${scheme ? "" : `@media(prefers-color-scheme:dark){:root{${dark}}}`}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;-webkit-text-size-adjust:100%}
main{max-width:30rem;margin:0 auto;padding:2rem 1.25rem 3rem;overflow-wrap:anywhere}
header{text-align:center;margin-bottom:1.75rem}
.face{width:5rem;height:5rem;border-radius:50%;display:inline-grid;place-items:center;background:var(--a);color:var(--on);font-size:1.75rem;font-weight:600;object-fit:cover}
h1{font-size:1.5rem;line-height:1.25;margin:1rem 0 .375rem;text-wrap:balance}
h2{font-size:1.0625rem;line-height:1.35;margin:0 0 1rem;text-wrap:balance}
p{margin:.5rem 0}.mute{color:var(--mute);text-wrap:balance}
.field{margin:0 0 1.125rem}
label{display:block;font-weight:600;margin-bottom:.375rem}
label small{font-weight:400;color:var(--mute)}
input,select{width:100%;min-height:3rem;padding:.625rem .875rem;font:inherit;font-size:max(1rem,16px);color:inherit;background:var(--field);border:1px solid var(--edge);border-radius:.625rem}
input:focus-visible,select:focus-visible,button:focus-visible,a:focus-visible,summary:focus-visible{outline:3px solid var(--fg);outline-offset:2px}
[aria-invalid=true]{border-color:var(--bad);border-width:2px}
.hint{font-size:.875rem;color:var(--mute);margin:.25rem 0 0}
.wrong{font-size:.9375rem;color:var(--bad);margin:.375rem 0 0}
.alert{background:var(--bads);border-radius:.625rem;padding:.875rem 1rem;margin-bottom:1.5rem}
.alert ul{margin:.375rem 0 0;padding-left:1.25rem}.alert a{color:var(--bad)}
.button{display:block;width:100%;min-height:3.25rem;padding:.8125rem 1rem;border:0;border-radius:.75rem;background:var(--a);color:var(--on);font:inherit;font-size:1.0625rem;font-weight:600;text-align:center;text-decoration:none;cursor:pointer;margin-top:.75rem}
.quiet{background:transparent;color:inherit;border:1px solid var(--line)}
.danger{background:transparent;color:var(--bad);border:1px solid var(--bad)}
.fine a,.hint a{color:inherit}.fine{font-size:.875rem;color:var(--mute);margin:1rem 0 .25rem}
footer{margin-top:2rem;text-align:center;font-size:.875rem}footer a{color:var(--mute);margin:0 .625rem;padding:.5rem 0;display:inline-block}
details{margin-top:1.5rem;border-top:1px solid var(--line);padding-top:1rem}summary{cursor:pointer;padding:.5rem 0;color:var(--mute)}
`;

/** What only the public page needs. */
export const publicStyle = `
.big .face{width:min(8rem,40vw);height:min(8rem,40vw);font-size:min(2.75rem,14vw)}.big h1{font-size:1.875rem}
.number{display:block;text-align:center;font-size:min(2.5rem,10vw);white-space:nowrap;font-weight:650;line-height:1.2;color:inherit;text-decoration:none;font-variant-numeric:tabular-nums;margin:0 0 1rem}
section{margin-top:2rem;border-top:1px solid var(--line);padding-top:1.5rem}
.qr{text-align:center}.qr svg{width:11rem;height:11rem;border-radius:.75rem;background:#fff;border:1px solid var(--line)}
.trap{position:absolute;left:-99rem;width:1px;height:1px;overflow:hidden}
@media(min-width:56rem){.two{max-width:58rem;padding-top:4rem;display:grid;grid-template-columns:1fr 1fr;column-gap:3.5rem;align-items:center}.two section{margin-top:0;border:0;border-left:1px solid var(--line);padding:1rem 0 1rem 3.5rem}}
`;

/** The form in a frame of another site: no face of its own, no room wasted. */
export const embedStyle = "main{padding:1rem}header{margin-bottom:1rem}h1{font-size:1.125rem;margin:0}";
