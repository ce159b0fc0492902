/**
 * Said by a rule: the message is shown to the person as it is. `gone`: what they named by its id is not among this
 * leader's things, whether another leader has it or nobody; the answer's status is 404 then.
 */
export class Refusal extends Error {
  readonly gone: boolean;

  constructor(message: string, { gone = false, cause }: { gone?: boolean; cause?: unknown } = {}) {
    super(message, { cause });
    this.gone = gone;
  }
}
