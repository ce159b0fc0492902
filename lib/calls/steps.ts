import type { CallStep } from "@/lib/carrier/calls";
import { mostMessageSeconds } from "./settings";
import type { CallSettings } from "./table";

type Heard = Pick<CallSettings, "speaks" | "greeting" | "language" | "style" | "takesMessages">;

/**
 * What a caller goes through. Pure: `recording` is the address of the leader's own voice, null where there is none (the
 * text is spoken then); `tell` is where the carrier says that a message was left; `mayLeave` is false for the blocked.
 */
export function stepsFor(heard: Heard, recording: string | null, tell: string, mayLeave: boolean): CallStep[] {
  const { greeting, language, style } = heard;
  const steps: CallStep[] =
    heard.speaks === "recording" && recording
      ? [{ do: "play", url: recording }]
      : [{ do: "say", text: greeting, language, style }];
  if (heard.takesMessages && mayLeave) steps.push({ do: "record", seconds: mostMessageSeconds, tell });
  return steps;
}

/** Spoken where the database is away: better than a line that drops. */
export const apology: CallStep[] = [
  {
    do: "say",
    text: "Sorry, this line cannot take your call right now. Please try again in a few minutes, or send a text to this number.",
    language: "en-US",
    style: 0,
  },
];

/** Spoken where the number has no leader here. */
export const nobody: CallStep[] = [
  { do: "say", text: "Sorry, nobody has this number at the moment.", language: "en-US", style: 0 },
];

/** Spoken where the operator suspended the leader: nothing of theirs is heard, and no message is taken. */
export const unavailable: CallStep[] = [
  { do: "say", text: "Sorry, this number is not available right now.", language: "en-US", style: 0 },
];
