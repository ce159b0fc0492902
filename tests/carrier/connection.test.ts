import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { dropConnection, keepConnection, readConnection, storedKeys } from "@/lib/carrier/connection";
import { line } from "@/lib/carrier/line";
import { startCarrier } from "@/lib/carrier/watch";
import { db } from "@/lib/db/client";
import { keptSecrets } from "@/lib/db/secrets";
import { stopListening } from "@/lib/live/listen";
import { type TestDatabase, testDatabase } from "@/tests/database";

const keys = storedKeys.parse({ apiKey: "abcd1234", apiSecret: "s3cr3t", signatureSecret: "sig", privateKey: "PEM" });
const by = { leaderId: 1, teammateId: 1 };
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await stopListening();
  await database.close();
});

test("keys rest sealed in the database and come back whole", async () => {
  await keepConnection(db(), keys, by);
  const row = await db().execute(sql`SELECT * FROM carrier_connection`);
  expect(JSON.stringify(row.rows)).not.toMatch(/s3cr3t|abcd1234|PEM/);
  expect(await readConnection(db())).toEqual(keys);
});

test("with another key they are locked, not lost and not taken for absent", async () => {
  vi.stubEnv("TENFOUR_ENCRYPTION_KEY", "another key of thirty-two characters or more");
  expect(await readConnection(db())).toBe("locked");
  vi.unstubAllEnvs();
  expect(await readConnection(db())).toEqual(keys);
});

test("a running program switches by itself, from the account to the simulator and back", async () => {
  const dataDir = process.env.DATA_DIR as string;
  const stop = await startCarrier({
    secrets: keptSecrets(dataDir).simulator,
    dataDir,
    webhookBase: "http://127.0.0.1:9",
  });
  try {
    expect([line().by, line().settings.apiKey]).toEqual(["stored", "abcd1234"]);
    expect(process.env.TENFOUR_SIM_URL).toBeUndefined();
    await dropConnection(db());
    await vi.waitFor(() => expect(line().settings.apiHost).toMatch(/^http:\/\/127/), { timeout: 15_000 });
    expect(line().by).toBe("simulator");
    expect(process.env.TENFOUR_SIM_URL).toBe(line().settings.apiHost);
    await keepConnection(db(), { ...keys, apiKey: "efgh5678" }, by);
    await vi.waitFor(() => expect(line().settings.apiKey).toBe("efgh5678"), { timeout: 15_000 });
    await vi.waitFor(() => expect(process.env.TENFOUR_SIM_URL).toBeUndefined(), { timeout: 15_000 });
  } finally {
    await stop();
  }
});
