/** The id in an address of a broadcast; null for what is no id. */
export function idIn(text: string): number | null {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
