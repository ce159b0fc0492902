import { Command } from "commander";
import { broadcastCommands } from "./broadcast";
import { doctorCommand } from "./doctor";
import { leaderCommands } from "./leader";
import { memberCommands } from "./member";
import { numberCommands } from "./number";
import { Mistake } from "./run";
import { secretCommands } from "./secret";
import { teammateCommands } from "./teammate";

/** The command line: everything the welcome does can be scripted, over the same functions. */
export function program(): Command {
  const tenfour = new Command("tenfour")
    .description("Tenfour at the command line. Works while the program runs, and while it does not.")
    .showHelpAfterError("(--help says what can be asked)")
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 something about the wish was wrong, 2 the machine, database or carrier failed.",
    );
  // An unset shell variable arrives as "": it must never mean "now" or "everyone".
  tenfour.hook("preAction", (_, command) => {
    for (const [name, value] of Object.entries(command.opts()))
      if (typeof value === "string" && value.trim() === "")
        throw new Mistake(`${flagOf(name)} is empty. Give it a value, or leave it out.`);
  });
  leaderCommands(tenfour);
  numberCommands(tenfour);
  broadcastCommands(tenfour);
  memberCommands(tenfour);
  teammateCommands(tenfour);
  secretCommands(tenfour);
  doctorCommand(tenfour);
  return tenfour;
}

/** "notAfter" → "--not-after". */
const flagOf = (name: string) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
