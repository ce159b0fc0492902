"use client";

import { useRef, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/team/action";

type Props = {
  handle: string;
  name: string;
  picture: string | null;
  mayChange: boolean;
  change: (form: FormData) => Promise<ActionResult<string>>;
};

/** The face on the fans' pages. */
export function PictureForm({ handle, name, picture, mayChange, change }: Props) {
  const [shown, setShown] = useState(picture);
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  async function take(file: File | undefined) {
    if (!file) return;
    const form = new FormData();
    form.set("picture", file);
    setBusy(true);
    const answer = await change(form).catch(() => null);
    setBusy(false);
    if (!answer?.ok) return toast.error(answer?.message ?? "The picture did not arrive. Please try again.");
    setShown(answer.data);
    toast.success("A good one. It is on your pages now.");
  }

  return (
    <section className="flex items-center gap-4">
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
          <Button variant="outline" busy={busy} onClick={() => input.current?.click()}>
            {shown ? "Change picture" : "Add a picture"}
          </Button>
          <input
            ref={input}
            type="file"
            hidden
            aria-label="Picture"
            accept="image/jpeg,image/png,image/webp"
            onChange={(event) => {
              void take(event.target.files?.[0]);
              event.target.value = "";
            }}
          />
        </>
      )}
    </section>
  );
}
