import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { FullProfileView } from "@/components/profile/full-profile";
import { SmallMap } from "@/components/profile/small-map";
import { db } from "@/lib/db/client";
import { readProfile } from "@/lib/profile/read";
import { tagsOf } from "@/lib/tags/queries";
import { can } from "@/lib/team/permissions";
import { requireTeammate } from "@/lib/team/session";
import { bringBack, edit, note, remove, setMark, tag, unnote, untag } from "../actions";

type Props = { params: Promise<{ member: string }> };

const load = cache(async (member: string) => {
  const teammate = await requireTeammate();
  return /^[1-9]\d{0,14}$/.test(member) ? readProfile(db(), teammate, Number(member), new Date()) : null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await load((await params).member))?.name ?? "Members" };
}

/** Everything about one member, by their address. */
export default async function MemberPage({ params }: Props) {
  const { leaderId, timeZone, role } = await requireTeammate();
  const [profile, allTags] = await Promise.all([load((await params).member), tagsOf(db(), leaderId)]);
  if (!profile) notFound();
  const { latitude, longitude, city, state } = profile.member;
  return (
    <FullProfileView
      key={profile.member.id}
      profile={profile}
      allTags={allTags}
      timeZone={timeZone}
      mayWrite={can(role, "members.edit")}
      mayExport={can(role, "members.export")}
      map={
        latitude !== null && longitude !== null ? (
          <SmallMap latitude={latitude} longitude={longitude} city={city} state={state} />
        ) : null
      }
      actions={{ edit, setMark, tag, untag, note, unnote, remove, bringBack }}
    />
  );
}
