import type { ReactElement } from "react";
import { languageOf, page } from "@/components/fan/answer";
import { AwayPage } from "@/components/fan/pages";
import {
  AskedPage,
  ChallengePage,
  challengeScript,
  EmbedPage,
  NobodyPage,
  PublicPage,
  TooManyPage,
  UnavailablePage,
} from "@/components/fan/public-page";
import { databaseIsAway, db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { asksBirthDate, askToJoin, type JoinTyped } from "@/lib/invitations/ask-to-join";
import type { Challenge } from "@/lib/invitations/challenge";
import { issueFormToken } from "@/lib/invitations/form-token";
import { type Leader, publicLeader } from "@/lib/leaders/queries";
import { log } from "@/lib/log";
import type { Wrong } from "@/lib/members/details";
import { speakingOf } from "@/lib/members/shown";
import { numbersOf } from "@/lib/numbers/register";
import { formLimit, readForm, tooLarge } from "@/lib/web/body";
import { clientAddress } from "@/lib/web/client-address";

type Context = { params: Promise<{ handle: string }> };
type Door = (request: Request, context: Context) => Promise<Response>;
type Found = { leader: Leader; number: string | null };

/** The two doors of a leader's public page: the whole page, and the form to be framed elsewhere. */
export function publicDoor(kind: "page" | "embed"): { GET: Door; POST: Door } {
  const framed = kind === "embed";
  const show = async (found: Found | "suspended" | null, request: Request, answer: Answer): Promise<Response> => {
    if (found === "suspended") return page(<UnavailablePage language={languageOf(request)} />, { status: 404 });
    const language = languageOf(request, found?.leader);
    if (!found) return page(<NobodyPage language={language} />, { status: 404 });
    return page(shown(found, language, request, answer), {
      anywhere: framed,
      ...(answer.kind === "challenge" ? { script: challengeScript } : {}),
      ...(answer.kind === "form" && answer.status === 200 ? { keptFor: request } : { status: answer.status }),
    });
  };
  const shown = (found: Found, language: "en" | "es", request: Request, answer: Answer): ReactElement => {
    const leader = speakingOf(found.leader);
    const common = { language, leader, framed, number: found.number ?? "" };
    if (answer.kind === "asked") return <AskedPage {...common} />;
    if (answer.kind === "too_many") return <TooManyPage {...common} />;
    if (answer.kind === "challenge")
      return <ChallengePage {...common} typed={answer.typed} challenge={answer.challenge} />;
    const asking = {
      typed: answer.typed,
      wrong: answer.wrong,
      asksBirthDate: asksBirthDate(leader.minAge),
      token: issueFormToken(found.leader.id, new Date()),
    };
    if (framed) return <EmbedPage {...common} {...asking} />;
    return (
      <PublicPage
        {...common}
        {...asking}
        number={found.number}
        textWords={found.leader.textWords}
        userAgent={request.headers.get("user-agent") ?? ""}
        publicUrl={env().PUBLIC_URL}
      />
    );
  };
  return {
    GET: (request, context) =>
      guarded(request, null, async () => show(await find(context), request, { kind: "form", ...nothing, status: 200 })),
    POST: async (request, context) => {
      const form = await readForm(request);
      if (!form) return tooLarge(formLimit);
      const typed = typedIn(form);
      return guarded(request, typed, async () => {
        const found = await find(context);
        const answer: Answer =
          found && found !== "suspended" && found.number
            ? await take(found.leader, typed, request)
            : { kind: "form", ...nothing, status: 422 };
        return show(found, request, answer);
      });
    },
  };
}

type Answer = { status: number } & (
  | { kind: "form"; typed: JoinTyped; wrong: Record<string, Wrong> }
  | { kind: "asked" }
  | { kind: "challenge"; typed: JoinTyped; challenge: Challenge }
  | { kind: "too_many" }
);
const nothing = {
  typed: { phone: "", birthDate: "", website: "", token: "", challenge: "", solution: "" },
  wrong: {},
};

async function find({ params }: Context): Promise<Found | "suspended" | null> {
  const leader = await publicLeader((await params).handle);
  if (!leader || leader === "suspended") return leader;
  const [number] = await numbersOf(db(), leader.id);
  return { leader, number: number?.phone ?? null };
}

function typedIn(form: URLSearchParams): JoinTyped {
  const field = (name: string) => (form.get(name) ?? "").slice(0, 100);
  return {
    phone: field("phone"),
    birthDate: field("birthDate"),
    website: field("website"),
    token: field("token"),
    challenge: field("challenge"),
    solution: field("solution"),
  };
}

async function take(leader: Leader, typed: JoinTyped, request: Request): Promise<Answer> {
  const answer = await askToJoin(leader, typed, {
    language: languageOf(request, leader),
    ip: clientAddress(),
    userAgent: request.headers.get("user-agent") ?? "",
    now: new Date(),
  });
  if (answer.kind === "wrong") return { kind: "form", typed, wrong: answer.wrong, status: 422 };
  if (answer.kind === "challenge") return { ...answer, typed, status: 200 };
  return { kind: answer.kind, status: answer.kind === "asked" ? 200 : 429 };
}

async function guarded(request: Request, typed: JoinTyped | null, answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (!databaseIsAway(error)) log.error({ err: error }, "a public page failed");
    return page(<AwayPage language={languageOf(request)} typed={typed} />, { status: 503 });
  }
}
