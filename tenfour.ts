import { program } from "@/lib/command/program";
import { tell } from "@/lib/command/run";

process.env.LOG_LEVEL ??= "warn";

try {
  await program().parseAsync();
} catch (error) {
  process.exitCode = tell(error);
}
