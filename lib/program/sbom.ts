import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { childEnvironment } from "@/lib/process/child-environment";

/** Where a build writes its bill of materials. */
export const sbomFile = ".next/sbom.cdx.json";

/**
 * Writes what a build is made of as a CycloneDX bill of materials (JSON): every installed package with version,
 * license and hash, as `npm sbom` reads them. Packages for development are among them: npm cannot tell them apart where
 * both need one. Needs no network. Throws where npm cannot run.
 */
export async function writeSbom(file = sbomFile): Promise<void> {
  const { stdout } = await promisify(execFile)(
    process.platform === "win32" ? "npm.cmd" : "npm",
    ["sbom", "--sbom-format", "cyclonedx"],
    { env: childEnvironment({}), maxBuffer: 64 << 20, shell: process.platform === "win32" },
  );
  writeFileSync(file, stdout);
}
