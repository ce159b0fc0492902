import { program } from "@/lib/command/program";
import { reportError } from "@/lib/command/run";

process.env.LOG_LEVEL ??= "warn";
// Files the command line makes are as private as those of the server.
process.umask(0o077);

try {
  await program().parseAsync();
} catch (error) {
  process.exitCode = reportError(error);
}
