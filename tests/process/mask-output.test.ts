import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

test("whatever a process prints, in whatever way, names no number, no text and no value of a query", () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--import", "tsx", "tests/process/noisy.ts"], {
    encoding: "utf8",
    env: { ...process.env, LOG_LEVEL: "info" },
  });
  expect(status).toBe(0);
  const all = stdout + stderr;
  expect(all).not.toMatch(/4155550|Ana|secret place|271828|Meet me/);
  // What helps to find the fault stays.
  expect(stderr.match(/insert into members/g)?.length).toBeGreaterThanOrEqual(2);
  expect(stderr).toMatch(/noisy\.ts:\d+/);
  expect(stderr).toContain("23505");
  expect(stderr).toContain("digest: ");
  expect(stderr).toContain("called 7");
  expect(stderr).toMatch(/^raw \+1415•••0123 é$/m);
  expect(stdout).toMatch(/^bytes \S*•••0123 é$/m);
  expect(stdout).toContain("http://localhost:3000/?local=abcDEF123456ghiJKL-_mno0");
}, 60_000);
