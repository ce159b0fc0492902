import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/lib/db/client";
import { markUsed, mediaById } from "@/lib/media/queries";
import { type CallSettings, callSettings } from "./table";
import { hasVoice } from "./voices";

export type { CallSettings } from "./table";

/** Seconds a caller may speak. */
export const mostMessageSeconds = 60;
/** Characters that are spoken; the carrier takes 1,500. */
export const longestGreeting = 1_000;

/** What a form may say; the sentences are for the leader. */
export const callWish = z
  .object({
    speaks: z.enum(["text", "recording"]),
    greeting: z
      .string()
      .trim()
      .min(1, "Callers should hear at least a word.")
      .max(longestGreeting, "That is longer than callers will listen: 1,000 characters are the most."),
    language: z.string(),
    style: z.number().int(),
    recordingId: z.uuid().nullable(),
    takesMessages: z.boolean(),
    textsAfter: z.boolean(),
  })
  .refine((wish) => hasVoice(wish.language, wish.style), "The carrier has no such voice. Choose one from the list.")
  .refine(
    (wish) => wish.speaks === "text" || wish.recordingId !== null,
    "There is no recording yet. Upload or record one, or have the text spoken.",
  );

/** What callers hear before the leader has said anything else. */
export function defaultSettings(leaderId: number, name: string): CallSettings {
  return {
    leaderId,
    speaks: "text",
    greeting: `Hi, you have reached ${name}. This number is for texts: send me one and I will see it. After the beep you can leave me a message of up to a minute.`,
    language: "en-US",
    style: 0,
    recordingId: null,
    takesMessages: true,
    textsAfter: false,
  };
}

/** A leader's settings; `name` fills the defaults. */
export async function settingsOf(tx: Tx, leaderId: number, name: string): Promise<CallSettings> {
  const [row] = await tx.select().from(callSettings).where(eq(callSettings.leaderId, leaderId));
  return row ?? defaultSettings(leaderId, name);
}

/** Saves what callers hear; answers a sentence where the recording is not there or not this leader's. */
export async function saveSettings(tx: Tx, leaderId: number, wish: z.output<typeof callWish>): Promise<string | null> {
  if (wish.recordingId) {
    const recording = await mediaById(tx, leaderId, wish.recordingId);
    if (recording?.source !== "greeting") return "That recording is not there any more. Upload or record it again.";
    await markUsed(tx, leaderId, [wish.recordingId]);
  }
  await tx
    .insert(callSettings)
    .values({ leaderId, ...wish })
    .onConflictDoUpdate({ target: callSettings.leaderId, set: wish });
  return null;
}
