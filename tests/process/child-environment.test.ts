import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { childEnvironment } from "@/lib/process/child-environment";
import { sources } from "../imports";

test("a child process gets no setting of ours, only where programs are and what is added by name", () => {
  const secrets = { DATABASE_URL: "postgresql://a:b@c/d", NEXTAUTH_SECRET: "s", VONAGE_API_SECRET: "v", SMTP_URL: "m" };
  Object.assign(process.env, secrets);
  try {
    const given = childEnvironment({ SIM_PORT: "1" });
    for (const name of Object.keys(secrets)) expect(given).not.toHaveProperty(name);
    expect(given).toMatchObject({ PATH: process.env.PATH, SIM_PORT: "1" });
  } finally {
    for (const name of Object.keys(secrets)) delete process.env[name];
  }
});

test("no file of the program starts a child with the whole environment, or with none said", () => {
  const files = [...sources("app", "lib"), "server.ts", "tenfour.ts"];
  const starts = files.filter((file) => /from "node:child_process"/.test(readFileSync(file, "utf8")));
  expect(starts.length).toBeGreaterThan(2);
  expect(starts.filter((file) => /env: (\{ \.\.\.)?process\.env/.test(readFileSync(file, "utf8")))).toEqual([]);
  expect(starts.filter((file) => !readFileSync(file, "utf8").includes("childEnvironment("))).toEqual([]);
});
