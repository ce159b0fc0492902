import type { Command } from "commander";
import { loadEnvFile } from "@/lib/db/env-file";
import { rotateSecret } from "@/lib/db/secrets";
import { Mistake } from "./run";

/** `tenfour secret rotate`. */
export function secretCommands(program: Command): void {
  program
    .command("secret")
    .description("the secret that sessions, codes and links are signed with")
    .command("rotate")
    .description("replace it; the old one stays valid until the next rotation (docs/hardening.md)")
    .action(() => {
      loadEnvFile();
      if (process.env.NEXTAUTH_SECRET) {
        throw new Mistake(
          "NEXTAUTH_SECRET is set in the environment. Move its value to NEXTAUTH_SECRET_PREVIOUS, set a new one, and restart.",
        );
      }
      rotateSecret(process.env.DATA_DIR || ".data");
      console.log("The secret was replaced. Restart Tenfour to use the new one.");
    });
}
