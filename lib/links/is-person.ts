import { isbot } from "isbot";
import type { Asked } from "@/lib/program/asked";

/** Every browser for people says that it is Mozilla or Opera; the HTTP clients of apps and of systems say their own name. */
const browser = /^(Mozilla|Opera)\/\d/;
/** Clients and previews that may stand in a longer name, beside the list of `isbot`. */
const preview =
  /CFNetwork|Darwin\/|Dalvik|okhttp|WhatsApp|Slackbot|Slack-ImgProxy|TelegramBot|Discordbot|Twitterbot|facebookexternalhit|Facebot|LinkedInBot|SkypeUriPreview|MicrosoftPreview|Viber|GoogleMessages|Google-Safety|HeadlessChrome|Electron\/.*Signal|Signal-(iOS|Android)|Proofpoint|Mimecast|Barracuda|SafeLinks/i;
const purposes = ["sec-purpose", "purpose", "x-purpose", "x-moz"];

/** Whether a person opened a link. Previews of messengers, link scanners, prefetching and HEAD requests are not counted. */
export function isPerson({ method, headers }: Pick<Asked, "method" | "headers">): boolean {
  if (method !== "GET") return false;
  if (purposes.some((name) => /prefetch|prerender|preview/i.test(headers.get(name) ?? ""))) return false;
  const agent = headers.get("user-agent") ?? "";
  return browser.test(agent) && !preview.test(agent) && !isbot(agent);
}
