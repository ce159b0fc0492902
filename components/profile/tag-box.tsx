"use client";

import { Plus, X } from "lucide-react";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { TagInput } from "@/components/members/tag-input";
import { Button } from "@/components/ui/button";
import type { FullProfile } from "@/lib/profile/read";
import type { ProfileActions } from "./actions";
import { Section } from "./section";
import { useAct } from "./use-act";

type Props = {
  profile: FullProfile;
  allTags: { id: number; name: string }[];
  mayWrite: boolean;
  actions: ProfileActions;
};

/** The tags a member carries; a new one is made by typing it. */
export function TagBox({ profile, allTags, mayWrite, actions }: Props) {
  const { member, tags } = profile;
  const [name, setName] = useState("");
  const [act, busy] = useAct();
  async function add(event: FormEvent) {
    event.preventDefault();
    if (!name.trim()) return;
    if (await act(() => actions.tag({ memberId: member.id, name }))) setName("");
  }
  const free = allTags.filter((tag) => !tags.some((one) => one.id === tag.id));
  return (
    <Section title="Tags">
      <ul className="flex flex-wrap gap-2">
        {tags.map((tag) => (
          <li key={tag.id} className="inline-flex min-h-8 max-w-full items-center rounded-full bg-fan pl-3 text-on-fan">
            <Link href={`/members?tag=${tag.id}`} dir="auto" className="truncate py-1 hover:underline">
              {tag.name}
            </Link>
            {mayWrite ? (
              <button
                type="button"
                disabled={busy}
                aria-label={`Take the tag ${tag.name} off`}
                onClick={() => void act(() => actions.untag({ memberId: member.id, tagId: tag.id }))}
                className="grid size-8 shrink-0 place-items-center rounded-full hover:bg-ink/10"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            ) : (
              <span className="w-3" />
            )}
          </li>
        ))}
        {tags.length === 0 && <li className="text-meta text-muted">None yet.</li>}
      </ul>
      {mayWrite && (
        <form onSubmit={(event) => void add(event)} className="mt-3 flex gap-2">
          <TagInput
            value={name}
            onType={setName}
            known={free}
            aria-label="New tag"
            placeholder="Add a tag"
            className="min-w-0 flex-1"
          />
          <Button type="submit" variant="outline" size="icon" aria-label="Add the tag" disabled={busy || !name.trim()}>
            <Plus aria-hidden />
          </Button>
        </form>
      )}
    </Section>
  );
}
