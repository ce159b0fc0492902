import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { childEnvironment } from "./child-environment";

/** A user of this machine, by number, as child_process takes it. */
export type SystemUser = { uid: number; gid: number };

/** The account that is created where a program started as root has no better one to use. */
const ownAccount = "tenfour";

let known: SystemUser | undefined;

/** True where this process has root's rights, so that children must be given fewer. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The unprivileged user for what root must not do itself: TENFOUR_USER, else the owner of DATA_DIR, else the account
 * `tenfour`, which is created once. Call it as root only. Throws a sentence where TENFOUR_USER does not exist.
 */
export function serviceUser(dataDir = process.env.DATA_DIR || ".data"): SystemUser {
  const named = process.env.TENFOUR_USER;
  if (named) {
    const user = lookUp(named);
    if (!user || user.uid === 0) throw new Error(`TENFOUR_USER is ${named}, which is not an unprivileged user here.`);
    return user;
  }
  const owner = existsSync(/*turbopackIgnore: true*/ dataDir) ? statSync(/*turbopackIgnore: true*/ dataDir) : null;
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  known ??= accountOf(ownAccount) ?? lookUp("nobody") ?? undefined;
  if (!known) throw new Error("There is no unprivileged user to run as. Create one and name it in TENFOUR_USER.");
  return known;
}

/** The account of this name, which is created where it does not exist; null where neither works. Call it as root only. */
export function accountOf(name: string): SystemUser | null {
  return lookUp(name) ?? create(name);
}

function lookUp(name: string): SystemUser | null {
  const id = (flag: string) =>
    Number(execFileSync("id", [flag, name], { env: childEnvironment(), stdio: ["ignore", "pipe", "ignore"] }));
  try {
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return null;
  }
}

function create(name: string): SystemUser | null {
  try {
    const options = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"];
    execFileSync("useradd", [...options, name], { env: childEnvironment(), stdio: "ignore" });
  } catch {
    // Another program may have created it at the same moment; without useradd there is none.
  }
  return lookUp(name);
}
