/** An id as it stands in an address, or null: "12" but not "012", "1e3" or what is larger than the column. */
export function readId(text: string): number | null {
  return /^[1-9]\d{0,9}$/.test(text) && Number(text) <= 2_147_483_647 ? Number(text) : null;
}
