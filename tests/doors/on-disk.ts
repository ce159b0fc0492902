import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Doors at which nothing is named by an id of a leader's, and why. */
export const others: Record<string, RegExp> = {
  "take nothing but what is typed":
    /^\(leader\)\/(settings\/(actions|operator\/actions|calls\/actions|prices\/actions|health\/actions|carrier\/actions|broadcasts\/actions|sign-up\/preview\/route)|settings\/numbers\/actions\.tsx? (searchNumbers|buyNumber|listIdle|bringNumber)|settings\/security\/actions\.ts (signOutOthers|newPasskey|keepPasskey|newAuthenticator|keepAuthenticator|dropAuthenticator|newRecoveryCodes|newConfirmCode|newConfirmChallenge|confirmCode|confirmPasskey)|settings\/team\/actions\.ts addTeammate|segments\/places)/,
  "are pages that name nothing": /^\(leader\)\/[^[]*page\.tsx default$/,
  "take a file in": /^(\(leader\)\/(\(imports\)\/members\/import\/upload|settings\/picture)\/|media\/own\/route)/,
  "are open to anybody, by a secret or a public name":
    /^(\[handle\]|api\/|card|go|health|join|live|media\/\[token\]|metrics|picture|privacy|terms|webhooks|simulator|sign-in|welcome)/,
};

/** Every door there is, as the files under app/ say. */
export function doors(): { name: string; file: string; way: string }[] {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
  return files.flatMap((file) => {
    const text = readFileSync(join("app", file), "utf8");
    const ways = /(^|\/)route\.tsx?$/.test(file)
      ? ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((way) =>
          new RegExp(`export (const|async function|function) ${way}\\b|as ${way}\\b`).test(text),
        )
      : /(^|\/)page\.tsx$/.test(file) && (file.includes("[") || file.startsWith("(leader)/"))
        ? ["default"]
        : text.startsWith('"use server"')
          ? [...text.matchAll(/^export (?:const|async function) (\w+)/gm)].map((one) => one[1] as string)
          : [];
    return ways.map((way) => ({ name: `${file} ${way}`, file, way }));
  });
}
