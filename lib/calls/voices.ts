/** A language callers may be spoken to in, and how many of the carrier's voices are offered for it. */
type Spoken = { language: string; name: string; voices: number };

/** Languages of the carrier's speech that people in the US and Canada speak most. */
export const spoken: readonly Spoken[] = [
  { language: "en-US", name: "English (US)", voices: 6 },
  { language: "en-GB", name: "English (UK)", voices: 2 },
  { language: "es-US", name: "Spanish (US)", voices: 2 },
  { language: "es-MX", name: "Spanish (Mexico)", voices: 1 },
  { language: "fr-CA", name: "French (Canada)", voices: 1 },
  { language: "pt-BR", name: "Portuguese (Brazil)", voices: 1 },
  { language: "cmn-CN", name: "Chinese (Mandarin)", voices: 1 },
  { language: "fil-PH", name: "Filipino", voices: 1 },
  { language: "ko-KR", name: "Korean", voices: 1 },
  { language: "de-DE", name: "German", voices: 1 },
];

/** Whether the carrier has this voice. */
export function hasVoice(language: string, style: number): boolean {
  const found = spoken.find((one) => one.language === language);
  return found !== undefined && style >= 0 && style < found.voices;
}
