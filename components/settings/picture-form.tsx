"use client";

import { useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { useFileChoice, useFileDrop } from "@/components/ui/files";
import { pictureTypes } from "@/components/ui/picture-types";
import type { ActionResult } from "@/lib/team/action";

type Props = {
  handle: string;
  name: string;
  picture: string | null;
  mayChange: boolean;
};

/** The face on the fans' pages. */
export function PictureForm({ handle, name, picture, mayChange }: Props) {
  const [shown, setShown] = useState(picture);
  const [busy, setBusy] = useState(false);

  async function take([file]: File[]) {
    if (!file) return;
    setBusy(true);
    const answer = await changePicture(file).catch(() => null);
    setBusy(false);
    if (!answer?.ok) return toast.error(answer?.message ?? "The picture did not arrive. Please try again.");
    setShown(answer.data);
    toast.success("A good one. It is on your pages now.");
  }

  const { over, zone } = useFileDrop({ off: busy || !mayChange, take });
  const { input, choose } = useFileChoice({ label: "Picture", accept: pictureTypes, take });
  return (
    <section
      {...zone}
      className={cn(
        "flex items-center gap-4 rounded-card",
        over && "bg-accent/5 outline-2 outline-accent outline-dashed",
      )}
    >
      {shown ? (
        // The file's name in the address lets a new picture show at once.
        <img
          src={`/picture/${handle}?v=${shown.slice(0, 8)}`}
          alt={name}
          width={80}
          height={80}
          className="size-20 rounded-full object-cover"
        />
      ) : (
        <div aria-hidden="true" className="grid size-20 place-items-center rounded-full bg-fan text-3xl text-on-fan">
          {name.charAt(0).toUpperCase()}
        </div>
      )}
      {mayChange && (
        <>
          <Button variant="outline" busy={busy} onClick={choose}>
            {shown ? "Change picture" : "Add a picture"}
          </Button>
          {input}
        </>
      )}
    </section>
  );
}

async function changePicture(file: File): Promise<ActionResult<string>> {
  const answer = await fetch("/settings/picture", { method: "POST", body: file });
  return (await answer.json()) as ActionResult<string>;
}
