import { useState } from "react";
import { Problem } from "@/components/sign-in/labelled";
import { Button } from "@/components/ui/button";
import { useFileChoice, useFileDrop } from "@/components/ui/files";
import { pictureTypes } from "@/components/ui/picture-types";
import type { Step } from "./draft";
import type { Kept } from "./wizard";

/** Bytes; the server says the same. */
const largest = 5 * 1024 * 1024;

/** A picture, dropped or chosen; cut square by the server and shown as it will be. */
export function PictureStep({ draft, change, problem }: Step) {
  const [busy, setBusy] = useState(false);
  const [sentence, setSentence] = useState<string | null>(null);

  async function take([file]: File[]) {
    if (!file) return;
    if (file.size > largest) return setSentence("The picture is larger than 5 MB. A smaller one will do.");
    setBusy(true);
    setSentence(null);
    const answer = await keepPicture(file, draft.picture?.file ?? "").catch(() => null);
    setBusy(false);
    if (!answer || "message" in answer) setSentence(answer?.message ?? "The picture didn't arrive. Try again.");
    else change({ picture: answer });
  }

  const { over, zone } = useFileDrop({ off: busy, take });
  const { input, choose } = useFileChoice({ label: "Picture", accept: pictureTypes, take });
  return (
    <div className="grid gap-4">
      <div
        {...zone}
        className={`grid justify-items-center gap-4 rounded-card border border-dashed p-8 text-center ${over ? "border-accent bg-accent/5" : "border-line"}`}
      >
        {draft.picture ? (
          <img
            src={draft.picture.look}
            alt="You, as people will see it"
            width={144}
            height={144}
            className="size-36 rounded-full object-cover"
          />
        ) : (
          <div aria-hidden="true" className="grid size-36 place-items-center rounded-full bg-fan text-5xl text-muted">
            {draft.name.trim().charAt(0).toUpperCase()}
          </div>
        )}
        <div className="flex flex-wrap justify-center gap-2">
          <Button variant="outline" busy={busy} data-first="" onClick={choose}>
            {draft.picture ? "Choose another" : "Choose a picture"}
          </Button>
          {draft.picture && (
            <Button variant="quiet" onClick={() => change({ picture: null })}>
              Leave it out
            </Button>
          )}
        </div>
        {input}
        <p className="text-meta text-muted">
          Or drop one here. JPEG, PNG or WebP, up to 5 MB. Where it was taken is left out.
        </p>
      </div>
      <Problem sentence={sentence ?? problem?.sentence} />
    </div>
  );
}

async function keepPicture(file: File, instead: string): Promise<Kept> {
  const answer = await fetch(`/welcome/picture?instead=${instead}`, { method: "POST", body: file });
  return (await answer.json()) as Kept;
}
