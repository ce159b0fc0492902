import { Command } from "commander";
import { broadcastCommands } from "./broadcast";
import { doctorCommand } from "./doctor";
import { leaderCommands } from "./leader";
import { memberCommands } from "./member";
import { numberCommands } from "./number";
import { secretCommands } from "./secret";

/** The command line: everything the welcome does can be scripted, over the same functions. */
export function program(): Command {
  const tenfour = new Command("tenfour")
    .description("Tenfour at the command line. Works while the program runs, and while it does not.")
    .showHelpAfterError("(--help says what can be asked)")
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 something about the wish was wrong, 2 the machine, database or carrier failed.",
    );
  leaderCommands(tenfour);
  numberCommands(tenfour);
  broadcastCommands(tenfour);
  memberCommands(tenfour);
  secretCommands(tenfour);
  doctorCommand(tenfour);
  return tenfour;
}
