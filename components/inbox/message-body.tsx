import Linkify from "linkify-react";
import { Link2 } from "lucide-react";
import { Fragment } from "react";

const linkify = {
  // What people text is theirs: only addresses that say https or http become links, and they take nothing along.
  validate: { url: (value: string) => /^https?:\/\//i.test(value), email: () => false },
  rel: "noopener noreferrer nofollow",
  target: "_blank",
  className: "underline underline-offset-2",
};

/** The words of a text. Addresses are links; the place of the sign-up link is a chip, for its token is never stored. */
export function MessageBody({ body }: { body: string }) {
  const pieces = body.split("{{link}}");
  return pieces.map((piece, index) => (
    <Fragment key={index}>
      {index > 0 && (
        <span className="inline-flex items-center gap-1 whitespace-nowrap rounded-full bg-accent/12 px-2 text-meta text-accent">
          <Link2 aria-hidden className="size-3.5" /> sign-up link
        </span>
      )}
      <Linkify options={linkify}>{piece}</Linkify>
    </Fragment>
  ));
}
