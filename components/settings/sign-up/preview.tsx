"use client";

import { useState } from "react";
import { Segmented } from "@/components/ui/segmented";
import type { Draft } from "./draft";
import { usePreview } from "./use-preview";

/** The page in a phone's frame, as the draft would make it. */
export function Preview({ draft }: { draft: Draft }) {
  const { looks } = draft;
  const [page, setPage] = useState<"sign-up" | "public">("sign-up");
  const [scheme, setScheme] = useState<"light" | "dark">("light");
  const [chosen, setLanguage] = useState<"en" | "es">("en");
  const language = looks.languages === "both" ? chosen : looks.languages;
  const { html, away } = usePreview({
    page,
    scheme,
    language,
    looks,
    fields: draft.fields.filter((field) => field.onSignUp),
  });
  return (
    <section aria-label="Preview" className="grid gap-3 lg:sticky lg:top-6">
      <Segmented
        label="Page shown"
        value={page}
        onChange={setPage}
        options={[
          { value: "sign-up", label: "Sign-up page" },
          { value: "public", label: "Public page" },
        ]}
      />
      <div className="grid grid-cols-2 gap-2">
        <Segmented
          label="Light or dark"
          value={scheme}
          onChange={setScheme}
          options={[
            { value: "light", label: "Light" },
            { value: "dark", label: "Dark" },
          ]}
        />
        {looks.languages === "both" ? (
          <Segmented
            label="Language shown"
            value={language}
            onChange={setLanguage}
            options={[
              { value: "en", label: "English" },
              { value: "es", label: "Spanish" },
            ]}
          />
        ) : (
          <p className="self-center text-center text-meta text-muted">
            {language === "es" ? "In Spanish only" : "In English only"}
          </p>
        )}
      </div>
      <div className="mx-auto h-[620px] max-h-[80dvh] w-full max-w-[340px] overflow-hidden rounded-[36px] border-[6px] border-ink/80 bg-surface shadow-card">
        {html && <iframe title="Preview of the page" sandbox="" srcDoc={html} className="size-full bg-surface" />}
      </div>
      <p aria-live="polite" className="min-h-5 text-center text-meta text-warn">
        {away && "The preview waits for the connection. Your changes are kept here."}
      </p>
    </section>
  );
}
