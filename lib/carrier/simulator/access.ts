/** Where the simulator is and its key, as server.ts left them; null while a real carrier is configured. */
export function simulatorAccess(): { url: string; key: string } | null {
  const { TENFOUR_SIM_URL: url, TENFOUR_SIM_KEY: key } = process.env;
  return url && key ? { url, key } : null;
}
