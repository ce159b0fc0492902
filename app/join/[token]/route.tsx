import { languageOf, page } from "@/components/fan/answer";
import { AwayPage, DetailsPage, GonePage, LeftPage, SignUpPage, WelcomePage } from "@/components/fan/pages";
import { UnavailablePage } from "@/components/fan/public-page";
import { databaseIsAway } from "@/lib/db/client";
import { log } from "@/lib/log";
import { readDetails, type Typed, typedIn } from "@/lib/members/details";
import { speakingOf, typedOf } from "@/lib/members/shown";
import { type Closed, leave, type OpenLink, signUp, visit } from "@/lib/members/sign-up";
import { formLimit, readForm, tooLarge } from "@/lib/web/body";
import { clientAddress } from "@/lib/web/client-address";

type Context = { params: Promise<{ token: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    const found = await visit((await params).token, new Date());
    return await show(found, request, new URL(request.url).searchParams.has("saved"));
  } catch (error) {
    return away(error, request, null);
  }
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  const form = await readForm(request);
  if (!form) return tooLarge(formLimit);
  const typed = typedIn(form);
  const now = new Date();
  try {
    const before = await visit(token, now);
    const language = languageOf(request, before.leader);
    const userAgent = request.headers.get("user-agent") ?? "";
    const by = { language, ip: clientAddress(), userAgent, now };
    if (form.get("do") === "leave") return await show(await leave(token, by), request, false);
    if (before.kind !== "open" && before.kind !== "signed_up") return await show(before, request, false);
    const leader = speakingOf(before.leader);
    const read = readDetails(typed, leader.minAge, now, before.fields);
    if ("wrong" in read) {
      const common = { language, leader, fields: before.fields, typed, wrong: read.wrong };
      const known = before.member.firstName !== null;
      const shown =
        before.kind === "open" ? <SignUpPage {...common} /> : <DetailsPage {...common} saved={false} known={known} />;
      return await page(shown, { status: 422 });
    }
    const after = await signUp(token, read, by);
    if (after.kind !== "signed_up") return await show(after, request, false);
    if (before.kind === "open")
      return await page(<WelcomePage language={language} leader={leader} number={after.member.number} />);
    return await show(after, request, true);
  } catch (error) {
    return away(error, request, typed);
  }
}

async function show(found: OpenLink | Closed, request: Request, saved: boolean): Promise<Response> {
  const language = languageOf(request, found.leader);
  if (found.kind === "unavailable") return page(<UnavailablePage language={language} />, { status: 404 });
  const leader = found.leader && speakingOf(found.leader);
  if (!leader || !("member" in found)) {
    const status = found.kind === "unknown" ? 404 : 410;
    return page(<GonePage language={language} leader={leader} number={"number" in found ? found.number : null} />, {
      status,
    });
  }
  const { member, fields } = found;
  const typed = typedOf(member, fields);
  if (found.kind === "opted_out") return page(<LeftPage language={language} leader={leader} number={member.number} />);
  if (found.kind === "open")
    return page(<SignUpPage language={language} leader={leader} fields={fields} typed={typed} />);
  const known = member.firstName !== null;
  return page(
    <DetailsPage language={language} leader={leader} fields={fields} typed={typed} saved={saved} known={known} />,
  );
}

async function away(error: unknown, request: Request, typed: Typed | null): Promise<Response> {
  if (!databaseIsAway(error)) log.error({ err: error }, "the sign-up page failed");
  return page(<AwayPage language={languageOf(request)} typed={typed} />, { status: 503 });
}
