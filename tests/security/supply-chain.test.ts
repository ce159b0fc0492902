import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { writeSbom } from "@/lib/program/sbom";

const lock = z
  .object({
    lockfileVersion: z.literal(3),
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        integrity: z.string().optional(),
        resolved: z.string().optional(),
        link: z.boolean().optional(),
        hasInstallScript: z.boolean().optional(),
        dev: z.boolean().optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync("package-lock.json", "utf8")));
const manifest = z
  .object({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
    allowScripts: z.record(z.string(), z.boolean()),
  })
  .parse(JSON.parse(readFileSync("package.json", "utf8")));
const packages = Object.entries(lock.packages).filter(([path]) => path !== "");

describe("the packages", () => {
  it("are each pinned to their content, and come from the registry", () => {
    expect(packages.length).toBeGreaterThan(300);
    expect(packages.filter(([, one]) => !one.integrity?.startsWith("sha512-")).map(([path]) => path)).toEqual([]);
    expect(packages.filter(([, one]) => one.link || one.resolved?.match(/^(git|http:|file:)/))).toEqual([]);
  });

  it("are named with exact versions", () => {
    const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it("run no script when they are installed, but for those that are listed", () => {
    const scripts = packages.flatMap(([path, one]) =>
      one.hasInstallScript ? [path.split("node_modules/").pop() ?? ""] : [],
    );
    expect([...new Set(scripts)].filter((name) => !manifest.allowScripts[name])).toEqual([]);
    expect(Object.keys(manifest.allowScripts).filter((name) => !scripts.includes(name))).toEqual([]);
  });

  it("have no known high or critical vulnerability, where the registry answers", async () => {
    const audit = z.object({ metadata: z.object({ vulnerabilities: z.record(z.string(), z.number()) }) });
    // npm exits with 1 where it found something, and where the registry has no audit service.
    const said = await promisify(execFile)("npm", ["audit", "--omit=dev", "--json"], { maxBuffer: 64 << 20 }).catch(
      (error: { stdout?: string }) => ({ stdout: error.stdout ?? "" }),
    );
    const found = audit.safeParse(JSON.parse(said.stdout || "null"));
    console.log(
      found.success
        ? "The registry answered the audit."
        : "The registry has no audit service here: only the lockfile was checked.",
    );
    const { high = 0, critical = 0 } = found.data?.metadata.vulnerabilities ?? {};
    expect({ high, critical }).toEqual({ high: 0, critical: 0 });
  });
});

describe("the bill of materials", () => {
  it("is CycloneDX, and names every package with version and hash", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tenfour-sbom-"));
    const file = join(folder, "sbom.json");
    await writeSbom(file);
    const bill = z
      .object({
        bomFormat: z.literal("CycloneDX"),
        components: z.array(
          z.object({ name: z.string(), version: z.string(), hashes: z.array(z.unknown()).optional() }),
        ),
      })
      .parse(JSON.parse(readFileSync(file, "utf8")));
    rmSync(folder, { recursive: true });
    for (const [name, version] of Object.entries(manifest.dependencies))
      expect(bill.components.find((one) => one.name === name && one.version === version)).toMatchObject({
        name,
        version,
        hashes: [{}],
      });
  });
});
