import { z } from "zod";
import { render } from "@/components/fan/answer";
import { SignUpPage } from "@/components/fan/pages";
import { PublicPage } from "@/components/fan/public-page";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { fieldKinds } from "@/lib/fields/kinds";
import { asksBirthDate } from "@/lib/invitations/ask-to-join";
import { leaderById } from "@/lib/leaders/queries";
import { speakingOf } from "@/lib/members/shown";
import { numbersOf } from "@/lib/numbers/register";
import { currentTeammate, refuseSuspended } from "@/lib/team/session";
import { readJson, tooLarge } from "@/lib/web/body";
import { screenLimit } from "@/lib/web/body-limits";

/** A draft may be half-done: what is missing is shown as missing, nothing is refused that can be drawn. */
const draft = z.object({
  page: z.enum(["sign-up", "public"]),
  language: z.enum(["en", "es"]),
  scheme: z.enum(["light", "dark"]),
  looks: z.object({
    accent: z.string().regex(/^#[0-9a-f]{6}$/i),
    greeting: z.string().max(400),
    greetingEs: z.string().max(400),
    minAge: z.coerce.number().int().min(0).max(200).catch(13),
    textWords: z.string().max(400),
  }),
  fields: z
    .array(
      z.object({
        label: z.string().max(200),
        labelEs: z.string().max(200),
        kind: z.enum(fieldKinds),
        choices: z.array(z.string().max(200)).max(100),
        required: z.boolean(),
      }),
    )
    .max(100),
});

/** The fan's page as a draft would make it, by the very renderer of the page. Nothing is stored. */
export async function POST(request: Request): Promise<Response> {
  const teammate = await currentTeammate();
  if (!teammate) return new Response(null, { status: 401 });
  const refused = refuseSuspended(teammate);
  if (refused) return refused;
  const read = await readJson(request, screenLimit);
  if (!read) return tooLarge(screenLimit, true);
  const parsed = draft.safeParse(read.value);
  if (!parsed.success) return new Response(null, { status: 422 });
  const leader = await leaderById(teammate.leaderId);
  if (!leader) return new Response(null, { status: 404 });
  const { page, language, scheme, looks, fields } = parsed.data;
  const common = { language, scheme, leader: { ...speakingOf(leader), ...looks } };
  const asked = fields.map((field, at) => ({ ...field, id: at + 1, label: field.label.trim() || "…" }));
  const [number] = page === "public" ? await numbersOf(db(), leader.id) : [];
  const html = await render(
    page === "sign-up" ? (
      <SignUpPage {...common} fields={asked} typed={{}} />
    ) : (
      <PublicPage
        {...common}
        number={number?.phone ?? null}
        textWords={looks.textWords}
        userAgent="iPhone"
        publicUrl={env().PUBLIC_URL}
        typed={{ phone: "", birthDate: "" }}
        token=""
        wrong={{}}
        asksBirthDate={asksBirthDate(looks.minAge)}
      />
    ),
  );
  return new Response(html, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      // It is meant for the frame in the editor only, which takes it as text.
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
}
