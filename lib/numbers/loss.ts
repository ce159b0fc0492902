/** What is lost with a number. */
export type Loss = {
  /** Members who text this number: their messages go to whoever gets it next. */
  members: number;
  /** Queued messages that would not be sent. */
  queued: number;
  /** Broadcasts scheduled or sending from it. */
  broadcasts: number;
  /** The leader's only number: sign-in codes come from it as well. */
  only: boolean;
};

/** Whether the last four digits must be typed to confirm. */
export const mustBeTyped = (loss: Loss): boolean => loss.queued > 0;

/** Shown before and when the last number is to be released. */
export const lastNumber = "Sign-in codes are sent from your only number. Add another number before you release it.";
