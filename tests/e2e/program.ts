import { Program, until } from "../program";

/** One real program for all stories of a run. TENFOUR_URL is its printed address; set beforehand, that one is used instead. */
export default async function start(): Promise<() => Promise<void>> {
  if (process.env.TENFOUR_URL) return async () => {};
  const program = await Program.start();
  process.env.TENFOUR_URL = program.address;
  process.env.TENFOUR_DATA_DIR = program.dataDir;
  const key = await until("the one-time key", () => /one-time key: (\S+)/.exec(program.output), 60_000);
  process.env.TENFOUR_ONE_TIME_KEY = key[1];
  return async () => {
    await program.remove();
    if (/\b(error|fatal)\b/i.test(program.output)) console.log(`The program said:\n${program.output}`);
  };
}
