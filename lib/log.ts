import { type DestinationStream, type Logger, pino } from "pino";
import { maskNumber } from "@/lib/numbers/phone";

/** Whatever stands under these names is somebody's words or a key: never in the log. */
const secretNames =
  /^(body|text|words|content|raw|params|values|parameters|token|code|password|secret|cookie|authorization|privatekey|apisecret|signaturesecret|webhooksecret|smtpurl|sealed|fill)$/i;
/** A short code is what errors are told apart by; six digits are a way in. */
const errorCode = /^[A-Z_\d]{2,20}$/;
/** Numbers as the carrier writes them, and as people do: "+49 30 1234567", "(773) 365-9687", "773-365-9687". */
const phones = /\+?\b\d{10,15}\b|\+\d[\d ().-]{6,20}\d\b|(?:\(\d{3}\) ?|\b\d{3}[-. ])\d{3}[-. ]\d{4}\b/g;
/** How deep is looked; what lies deeper is left out. */
const deepest = 6;

/**
 * The program's log. Phone numbers are masked wherever they stand, texts and keys are left out: a log is read by more
 * people than the inbox is, and kept longer.
 */
export const log = makeLog(process.env.LOG_LEVEL || "info");

/** A log that masks. `stream`: where it goes, standard output where none is given. */
export function makeLog(level: string, stream?: DestinationStream): Logger {
  const options = {
    level,
    base: undefined,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (object: Record<string, unknown>) => masked(object, 0) as Record<string, unknown>,
    },
    // Errors are made plain above; pino's own way with them would join causes into one line again.
    serializers: { err: (plain: unknown) => plain },
    hooks: {
      logMethod(this: Logger, args: unknown[], method: (...args: never[]) => void) {
        method.apply(this, args.map((arg) => (typeof arg === "string" ? withoutNumbers(arg) : arg)) as never[]);
      },
    },
  };
  return stream ? pino(options, stream) : pino(options);
}

/** What somebody else wrote for the console, without phone numbers and the values of failed queries. */
export function maskText(text: string): string {
  return withoutNumbers(withoutValues(text));
}

/** A value for the console as the log would show it: errors made plain, texts and keys left out. */
export function maskValue(value: unknown): unknown {
  return masked(value, 0);
}

function masked(value: unknown, depth: number): unknown {
  if (typeof value === "string") return withoutNumbers(value);
  if (value === null || typeof value !== "object") return value;
  if (depth >= deepest) return "[deeper]";
  if (value instanceof Error) return error(value, depth);
  if (value instanceof Date) return value;
  if (Array.isArray(value)) return value.slice(0, 50).map((one) => masked(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      secretNames.test(name) ? "[masked]" : masked(inner, depth + 1),
    ]),
  );
}

function error(thrown: Error, depth: number): Record<string, unknown> {
  const { code } = thrown as { code?: unknown };
  // Everything behind "params:" is values, also what looks like a line of the stack.
  const message = maskText(thrown.message.replace(/\nparams: .*$/s, "\nparams: [masked]"));
  return {
    type: thrown.name,
    message,
    ...(typeof code === "string" && errorCode.test(code) ? { code } : {}),
    stack: thrown.stack ? maskText(withMessage(thrown.stack, thrown.message, message)) : undefined,
    ...(thrown.cause === undefined ? {} : { cause: masked(thrown.cause, depth + 1) }),
  };
}

/** A stack repeats the message it was made with. */
function withMessage(stack: string, before: string, after: string): string {
  return before === "" ? stack : stack.split(before).join(after);
}

/** drizzle repeats a failed query's values in its message, and with them people's texts; PostgreSQL quotes them too. */
function withoutValues(message: string): string {
  return message
    .replace(/\nparams: .*?(?=\n {4}at |$)/gs, "\nparams: [masked]")
    .replace(/(invalid input syntax[^:]*: )".*?"/gs, '$1"[masked]"')
    .replace(/(Key \([^)]*\)=)\([^)]*\)/g, "$1([masked])");
}

function withoutNumbers(text: string): string {
  return text.replace(phones, (found) => maskNumber(`+${found.replace(/\D/g, "")}`));
}
