type Leader = { name: string; handle: string; accent: string; ink: string };

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** A link that looks like a button, for any page: no script, no style sheet. */
export function buttonSnippet(leader: Leader, publicUrl: string, words: string): string {
  const style = `display:inline-block;padding:14px 22px;border-radius:12px;background:${leader.accent};color:${leader.ink};font:600 17px system-ui,sans-serif;text-decoration:none`;
  return `<a href="${escaped(`${publicUrl}/${leader.handle}`)}" style="${style}">${escaped(words)}</a>`;
}

/** The sign-up form in a frame, for any page: no script. */
export function formSnippet(leader: Leader, publicUrl: string): string {
  const address = escaped(`${publicUrl}/${leader.handle}/embed`);
  return `<iframe src="${address}" title="${escaped(`Get texts from ${leader.name}`)}" width="100%" height="560" style="border:0;max-width:480px" loading="lazy"></iframe>`;
}
