/** First words of an address that are pages of the program, now or likely soon: no leader may stand in their way. */
const reserved = new Set(
  `about account admin api app assets auth automations billing blog broadcasts calls card contact dashboard docs favicon
  find go health help home icon inbox insights join legal live login logout manifest media members messages metrics new news
  next numbers picture pictures ping pricing privacy profile public q register robots root search security segments
  settings sign-in sign-out sign-up signin signout signup simulator sitemap static status stop support sw system team
  tenfour terms threads trust upload uploads user users vcard voice webhook webhooks welcome well-known www`.split(
    /\s+/,
  ),
);

/** A handle made of a name: "Ana María Ruiz" → "ana-maria-ruiz". Empty where nothing of the name can be used. */
export function suggestedHandle(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’.]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 30)
    .replace(/^-+|-+$/g, "");
  if (plain.length === 0) return "";
  return handleProblem(plain) === null ? plain : `${plain}-texts`.slice(0, 30);
}

/** What is wrong with a handle, as a sentence, or null where it may be used (if nobody else has it). */
export function handleProblem(handle: string): string | null {
  if (handle === "") return "A handle is missing.";
  if (handle.length < 2 || handle.length > 30) return "A handle has 2 to 30 characters.";
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(handle))
    return "A handle has small letters, digits, and single hyphens in between.";
  if (reserved.has(handle)) return `“${handle}” is a page of Tenfour itself. Please take another handle.`;
  return null;
}
