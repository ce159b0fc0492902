import { languageOf, page } from "@/components/fan/answer";
import { AwayPage, DetailsPage, GonePage, LeftPage, SignUpPage, WelcomePage } from "@/components/fan/pages";
import { databaseIsAway } from "@/lib/db/client";
import { log } from "@/lib/log";
import { readDetails, type Typed, typedIn } from "@/lib/members/details";
import { speakingOf, typedOf } from "@/lib/members/shown";
import { type Closed, leave, type OpenLink, signUp, visit } from "@/lib/members/sign-up";
import { visitorAddress } from "@/lib/team/address";

type Context = { params: Promise<{ token: string }> };

/** Bytes of a posted form; the fields together are far below. */
const largest = 32 * 1024;

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const language = languageOf(request);
  try {
    const found = await visit((await params).token, new Date());
    return await show(found, language, null, new URL(request.url).searchParams.has("saved"));
  } catch (error) {
    return away(error, language, null);
  }
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const language = languageOf(request);
  const { token } = await params;
  const body = await request.text().catch(() => "");
  const form = new URLSearchParams(body.length > largest ? "" : body);
  const typed = typedIn(form);
  const by = {
    language,
    ip: visitorAddress(request.headers),
    userAgent: request.headers.get("user-agent") ?? "",
    now: new Date(),
  };
  try {
    if (form.get("do") === "leave") return await show(await leave(token, by), language, null, false);
    const before = await visit(token, by.now);
    if (before.kind !== "open" && before.kind !== "signed_up") return await show(before, language, null, false);
    const leader = speakingOf(before.leader);
    const read = readDetails(typed, leader.minAge, by.now);
    if ("wrong" in read) {
      const Page = before.kind === "open" ? SignUpPage : DetailsPage;
      return await page(
        <Page language={language} leader={leader} typed={typed} wrong={read.wrong} saved={false} />,
        422,
      );
    }
    const after = await signUp(token, read.details, by);
    if (after.kind !== "signed_up") return await show(after, language, null, false);
    if (before.kind === "open")
      return await page(<WelcomePage language={language} leader={leader} number={after.member.number} />);
    return await show(after, language, null, true);
  } catch (error) {
    return away(error, language, typed);
  }
}

async function show(
  found: OpenLink | Closed,
  language: "en" | "es",
  typed: Typed | null,
  saved: boolean,
): Promise<Response> {
  const leader = found.leader && speakingOf(found.leader);
  switch (found.kind) {
    case "open":
      return page(
        <SignUpPage language={language} leader={speakingOf(found.leader)} typed={typed ?? typedOf(found.member)} />,
      );
    case "signed_up":
      return page(
        <DetailsPage
          language={language}
          leader={speakingOf(found.leader)}
          typed={typedOf(found.member)}
          saved={saved}
        />,
      );
    case "opted_out":
      return page(<LeftPage language={language} leader={speakingOf(found.leader)} number={found.member.number} />);
    default:
      return page(
        <GonePage language={language} leader={leader} number={found.number} />,
        found.kind === "unknown" ? 404 : 410,
      );
  }
}

async function away(error: unknown, language: "en" | "es", typed: Typed | null): Promise<Response> {
  if (!databaseIsAway(error)) log.error({ err: error }, "the sign-up page failed");
  return page(<AwayPage language={language} typed={typed} />, 503);
}
