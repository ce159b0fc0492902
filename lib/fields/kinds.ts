/** What a leader's own field can hold. */
export const fieldKinds = ["text", "number", "date", "choice", "yes_no"] as const;
export type FieldKind = (typeof fieldKinds)[number];
