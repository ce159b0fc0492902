"use client";

import { Smile, UserRound } from "lucide-react";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { useFileDrop } from "@/components/ui/files";
import { Popover, PopoverClose, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { type CustomField, personalFields } from "@/lib/broadcasts/personal";
import { AttachButton, CardButton } from "./attachments";

type Props = {
  body: string;
  cardPath: string | null;
  fields: CustomField[];
  mayWrite: boolean;
  invalid: boolean;
  onChange: (body: string) => void;
  onFiles: (files: File[]) => void;
  uploading: boolean;
};

const emoji = [
  ..."❤️🎉🙏🔥😊😂🥳👏💪👀✨⭐🎶🎤🎟️📣📍🗳️🇺🇸🏠⏰📅☀️🌙🍻☕🏈🏀⚽🎂🎁💙💚💛🧡💜🤝👍✅❗".matchAll(
    /\p{RI}\p{RI}|\p{Emoji}\uFE0F?/gu,
  ),
].map(([one]) => one);

/** Where the words are written, with personal fields, emoji and files at hand. */
export function BodyField({ body, cardPath, fields, mayWrite, invalid, onChange, onFiles, uploading }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const { over, zone } = useFileDrop({ off: !mayWrite || uploading, take: onFiles });

  /** Puts words where the cursor stands, and the cursor behind them. */
  function insert(words: string) {
    const field = area.current;
    const [from, to] = [field?.selectionStart ?? body.length, field?.selectionEnd ?? body.length];
    onChange(body.slice(0, from) + words + body.slice(to));
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(from + words.length, from + words.length);
    });
  }

  return (
    <section className="grid gap-2" aria-labelledby="what">
      <h2 id="what" className="font-medium text-[18px]">
        What do you want to say?
      </h2>
      <div
        {...zone}
        className={cn(
          "rounded-card border border-muted/60 bg-surface focus-within:outline-2 focus-within:outline-accent focus-within:outline-offset-2",
          over && "border-accent bg-accent/5",
        )}
      >
        <textarea
          ref={area}
          rows={6}
          dir="auto"
          value={body}
          readOnly={!mayWrite}
          aria-label="Your text"
          aria-describedby="truth"
          aria-invalid={invalid || undefined}
          placeholder="Hi {{ first_name }}, …"
          onChange={(event) => onChange(event.target.value)}
          onPaste={(event) => {
            const files = [...event.clipboardData.files];
            if (files.length > 0 && mayWrite) {
              event.preventDefault();
              onFiles(files);
            }
          }}
          className="block min-h-36 w-full resize-y rounded-card bg-transparent px-3 py-2.5 text-[16px] leading-6 outline-none placeholder:text-muted md:text-base"
        />
        {mayWrite && (
          <div className="flex flex-wrap items-center border-line border-t px-0.5 py-1 sm:gap-1 sm:px-1.5">
            <DropdownMenu>
              <DropdownMenuTrigger asChild>
                <Button variant="quiet" size="sm" className="h-9">
                  <UserRound aria-hidden /> Their name…
                </Button>
              </DropdownMenuTrigger>
              <DropdownMenuContent
                align="start"
                className="max-h-80 overflow-y-auto"
                onCloseAutoFocus={(event) => event.preventDefault()}
              >
                {personalFields(fields)
                  .filter((field) => !field.archived)
                  .map(({ slug, label }) => (
                    <DropdownMenuItem
                      key={slug}
                      onSelect={() => insert(`{{ ${slug} | default: "${fallbackOf(slug)}" }}`)}
                    >
                      {label}
                    </DropdownMenuItem>
                  ))}
              </DropdownMenuContent>
            </DropdownMenu>
            <Popover>
              <PopoverTrigger asChild>
                <Button variant="quiet" size="icon" className="size-9" aria-label="Emoji">
                  <Smile aria-hidden />
                </Button>
              </PopoverTrigger>
              <PopoverContent
                align="start"
                className="grid grid-cols-8 gap-0.5 p-2"
                aria-label="Emoji"
                onCloseAutoFocus={(event) => event.preventDefault()}
              >
                {emoji.map((one) => (
                  <PopoverClose key={one} asChild>
                    <button
                      type="button"
                      className="grid size-9 place-items-center rounded-[7px] text-[20px] hover:bg-ink/8"
                      onClick={() => insert(one)}
                    >
                      {one}
                    </button>
                  </PopoverClose>
                ))}
              </PopoverContent>
            </Popover>
            <AttachButton onFiles={onFiles} busy={uploading} />
            {cardPath && !uploading && <CardButton path={cardPath} onFiles={onFiles} />}
          </div>
        )}
      </div>
    </section>
  );
}

function fallbackOf(slug: string): string {
  if (slug === "first_name") return "friend";
  if (slug === "city") return "your city";
  return slug === "state" ? "your state" : "";
}
