import type { Metadata } from "next";
import QRCode from "qrcode";
import { Qr, qrPath } from "@/components/fan/qr";
import { inkOn } from "@/components/fan/style";
import { Snippet } from "@/components/settings/share/snippet";
import { buttonSnippet, formSnippet } from "@/components/settings/share/snippets";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { env } from "@/lib/env";
import { signUpBudget } from "@/lib/invitations/budget";
import { leaderById } from "@/lib/leaders/queries";
import { requireTeammate } from "@/lib/team/session";

export const metadata: Metadata = { title: "Share" };

export default async function SharePage() {
  const { leaderId } = await requireTeammate();
  const [leader, budget] = await Promise.all([leaderById(leaderId), signUpBudget(leaderId)]);
  if (!leader) return null;
  const publicUrl = env().PUBLIC_URL;
  const { name, handle, accent } = leader;
  const address = `${publicUrl}/${handle}`;
  const dressed = { name, handle, accent, ink: inkOn(accent) };
  const words = `Text ${name}`;
  const png = await QRCode.toDataURL(address, { errorCorrectionLevel: "M", width: 1024, margin: 3 });
  const svg = `data:image/svg+xml;base64,${Buffer.from(svgFile(address)).toString("base64")}`;
  return (
    <div className="grid gap-10">
      <header className="grid gap-1">
        <h1 className="text-2xl font-semibold">How do people find your number?</h1>
        <p className="text-muted">
          One page with your face, your number and a form. Put it in posts, on posters, on your site.
        </p>
      </header>
      {budget.reached && (
        <p role="status" className="rounded-card bg-warn-soft px-4 py-3 text-warn">
          Web sign-ups have reached today’s limit ({budget.hour.used.toLocaleString("en-US")} of{" "}
          {budget.hour.most.toLocaleString("en-US")} this hour, {budget.day.used.toLocaleString("en-US")} of{" "}
          {budget.day.most.toLocaleString("en-US")} today). Until it resets, your page asks visitors to text your number
          instead. Whoever runs this Tenfour can raise the limit.
        </p>
      )}
      <section className="grid gap-4">
        <h2 className="text-lg font-semibold">Your link</h2>
        <div className="flex flex-wrap items-center gap-3">
          <a
            href={address}
            target="_blank"
            rel="noopener"
            className="min-w-0 break-all font-medium text-accent underline"
          >
            {address.replace(/^https?:\/\//, "")}
          </a>
          <CopyButton text={address} label="Copy link" showLabel />
        </div>
        <div className="flex flex-wrap items-end gap-5">
          <div className="size-44 overflow-hidden rounded-card border border-line bg-white">
            <Qr content={address} label={`QR code of ${address}`} />
          </div>
          <div className="flex flex-wrap gap-2">
            <Button asChild variant="outline">
              <a href={svg} download={`${handle}-qr.svg`}>
                Download SVG
              </a>
            </Button>
            <Button asChild variant="outline">
              <a href={png} download={`${handle}-qr.png`}>
                Download PNG
              </a>
            </Button>
          </div>
        </div>
      </section>
      <Snippet
        title="A button for your site"
        about="It opens your page; there people text you with one tap."
        code={buttonSnippet(dressed, publicUrl, words)}
      >
        <a
          href={address}
          target="_blank"
          rel="noopener"
          style={{ background: accent, color: dressed.ink }}
          className="inline-block max-w-full break-words rounded-[12px] px-[22px] py-[14px] font-semibold text-[17px]"
        >
          {words}
        </a>
      </Snippet>
      <Snippet
        title="The form for your site"
        about="People type their number, get one text, and reply YES to it. No script is needed."
        code={formSnippet(dressed, publicUrl)}
      >
        <iframe
          src={`/${handle}/embed`}
          title="The form as it stands on a site"
          className="h-[560px] w-full max-w-[480px]"
        />
      </Snippet>
    </div>
  );
}

function svgFile(content: string): string {
  const { size, path } = qrPath(content);
  const box = `-3 -3 ${size + 6} ${size + 6}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" width="1024" height="1024" shape-rendering="crispEdges"><path fill="#fff" d="M-3 -3h${size + 6}v${size + 6}H-3z"/><path fill="#14151a" d="${path}"/></svg>`;
}
