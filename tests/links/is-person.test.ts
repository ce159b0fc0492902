import { expect, test } from "vitest";
import { isPerson } from "@/lib/links/is-person";

const asked = (agent: string | null, headers: Record<string, string> = {}, method = "GET") => ({
  method,
  headers: new Headers({ ...(agent === null ? {} : { "user-agent": agent }), ...headers }),
});

const people = [
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (Linux; Android 14; SM-S911B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0.0.0 Mobile Safari/537.36 Instagram 350.0.0.0",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) GSA/340.3 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0",
  "Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; id) Presto/2.12.423 Version/12.16",
];
const programs = [
  "MobileSMS/1.0 CFNetwork/1498.700.2 Darwin/23.6.0",
  "com.apple.WebKit.Networking/8619 CFNetwork/1568 Darwin/24.1.0",
  "Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8 Build/AP2A.240805.005)",
  "okhttp/4.12.0",
  "WhatsApp/2.24.20.89 A",
  "WhatsApp/2.2445.7 W",
  "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
  "Slack-ImgProxy (+https://api.slack.com/robots)",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
  "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
  "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
  "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
  "TelegramBot (like TwitterBot)",
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36",
  "python-requests/2.32.3",
  "curl/8.5.0",
  "Go-http-client/2.0",
  "Java/17.0.2",
  "",
];

test.each(people)("a person: %s", (agent) => expect(isPerson(asked(agent))).toBe(true));
test.each(programs)("no person: %s", (agent) => expect(isPerson(asked(agent))).toBe(false));
test("no name at all, looking ahead, and looking at the headers alone are no person", () => {
  const [agent = ""] = people;
  expect(isPerson(asked(null))).toBe(false);
  expect(isPerson(asked(agent, {}, "HEAD"))).toBe(false);
  for (const [name, value] of [
    ["sec-purpose", "prefetch;prerender"],
    ["purpose", "prefetch"],
    ["x-purpose", "preview"],
    ["x-moz", "prefetch"],
  ] as const)
    expect(isPerson(asked(agent, { [name]: value }))).toBe(false);
});
