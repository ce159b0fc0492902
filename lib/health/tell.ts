import { createHmac } from "node:crypto";
import { createTransport } from "nodemailer";
import { log } from "@/lib/log";
import type { News } from "./compare";
import { type AlertSecrets, type AlertSettings, addresses } from "./settings";

/** Milliseconds a receiver of alerts has. */
const patience = 10_000;

type Told = { kind: "alert" | "recovery" | "test"; what: string; sentence: string };

/**
 * Tells people by web hook and e-mail, whichever are set. Returns whether at least one way worked, or none is set;
 * where all failed it is tried again at the next look.
 */
export async function tellOf(
  news: Pick<News, "tell" | "over">,
  to: { settings: AlertSettings; secrets: AlertSecrets; instance: string },
): Promise<boolean> {
  const told: Told[] = [
    ...news.tell.map((one) => ({ kind: "alert" as const, ...one })),
    ...news.over.map((one) => ({ kind: "recovery" as const, ...one })),
  ];
  if (told.length === 0) return true;
  const ways = await Promise.all([byWebhook(told, to), byEmail(told, to)]);
  const used = ways.filter((way) => way !== null);
  return used.length === 0 || used.some((way) => way === "told");
}

/** Tries the ways with a word that nothing is wrong. Answers what became of each, in words. */
export async function tellTest(to: Parameters<typeof tellOf>[1]): Promise<string[]> {
  const test: Told[] = [{ kind: "test", what: "test", sentence: "This is only a test: alerts reach you." }];
  const [webhook, email] = await Promise.all([byWebhook(test, to), byEmail(test, to)]);
  return [
    ...(webhook ? [webhook === "told" ? "The web hook took it." : `The web hook did not take it: ${webhook}`] : []),
    ...(email ? [email === "told" ? "The mail server took it." : `The mail was not sent: ${email}`] : []),
  ];
}

type Way = "told" | string | null;

// No guard against private addresses here, unlike for what fans send: only whoever runs this machine sets this one.
async function byWebhook(told: Told[], { settings, secrets, instance }: Parameters<typeof tellOf>[1]): Promise<Way> {
  if (!settings.webhookUrl) return null;
  const body = JSON.stringify({ instance, at: new Date().toISOString(), alerts: told });
  try {
    const answer = await fetch(settings.webhookUrl, {
      method: "POST",
      redirect: "error",
      headers: { "content-type": "application/json", "x-tenfour-signature": signatureOf(body, secrets.webhookSecret) },
      body,
      signal: AbortSignal.timeout(patience),
    });
    await answer.body?.cancel();
    return answer.ok ? "told" : `it answered ${answer.status}.`;
  } catch (error) {
    log.warn({ err: error }, "an alert's web hook failed");
    return "it does not answer.";
  }
}

/** "sha256=" and the HMAC of the raw body, hex: the receiver makes the same and compares. */
export function signatureOf(body: string, secret: string): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

async function byEmail(told: Told[], { settings, secrets, instance }: Parameters<typeof tellOf>[1]): Promise<Way> {
  const to = addresses(settings.emailTo);
  if (to.length === 0) return null;
  if (!secrets.smtpUrl) return "no mail server is set.";
  const transport = createTransport(secrets.smtpUrl, { connectionTimeout: patience, socketTimeout: patience } as never);
  const marks = { alert: "Tenfour needs you", recovery: "Tenfour is well again", test: "A test from Tenfour" };
  const subject = marks[told[0]?.kind ?? "alert"];
  try {
    await transport.sendMail({
      from: settings.emailFrom || (to[0] as string),
      to,
      subject: told.length === 1 ? `${subject}: ${told[0]?.sentence.slice(0, 80)}` : `${subject} (${told.length})`,
      text: `${told.map((one) => one.sentence).join("\n\n")}\n\n${instance}/settings/health\n`,
    });
    return "told";
  } catch (error) {
    log.warn({ err: error }, "an alert could not be mailed");
    return "the mail server refused it or does not answer.";
  } finally {
    transport.close();
  }
}
