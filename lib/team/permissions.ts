import type { Teammate } from "./table";

export type Role = Teammate["role"];

const everyone = ["owner", "admin", "writer", "reader"] as const;
const writers = ["owner", "admin", "writer"] as const;
const managers = ["owner", "admin"] as const;
const owners = ["owner"] as const;

/**
 * Who may do what: the one table that actions, routes and screens ask. The operator's permissions are asked for on top of
 * being the operator (operator.ts).
 */
export const permissions = {
  "inbox.reply": writers,
  "inbox.organize": writers,
  "members.edit": writers,
  "members.consent": writers,
  "members.delete": writers,
  "members.tagMany": writers,
  "members.deleteMany": managers,
  "members.import": managers,
  "members.export": managers,
  "segments.edit": writers,
  "broadcasts.review": everyone,
  "broadcasts.edit": writers,
  "broadcasts.send": writers,
  "media.upload": writers,
  "settings.edit": managers,
  /** One's own passkeys and codes. Needs a fresh sign-in. */
  "security.editOwn": everyone,
  /** Confirming a sign-in by a code or passkey. */
  "security.confirm": everyone,
  /** One's own devices. The only action that a suspended leader's team may do. */
  "security.signOut": everyone,
  /** Adding people, changing roles, removing. Needs a fresh sign-in. */
  "team.edit": owners,
  "numbers.buy": managers,
  "numbers.edit": managers,
  "numbers.release": owners,
  "operator.carrier": owners,
  /** Changing the account that every text and sign-in code goes through. Needs a fresh sign-in. */
  "operator.carrierKeys": owners,
  "operator.health": owners,
  "operator.numbers": owners,
  "operator.leaders": owners,
} as const satisfies Record<string, readonly Role[]>;

/** Something a teammate may or may not do, as `noun.verb`. */
export type Permission = keyof typeof permissions;

/** Minutes after signing in, or confirming it, in which a sign-in is fresh. */
export const freshMinutes = 10;

/**
 * Permissions that also need a fresh sign-in: a copied cookie or an unlocked screen must not add a way in that outlives
 * the session. The carrier's account is one: whoever owns it reads the sign-in codes of the whole instance.
 */
const needFreshSignIn: readonly Permission[] = ["security.editOwn", "team.edit", "operator.carrierKeys"];

/** Whether somebody whose session was verified at `verifiedAt` has to confirm who they are before using a permission. */
export function mustConfirm(permission: Permission, verifiedAt: Date, now: Date): boolean {
  return needFreshSignIn.includes(permission) && now.getTime() - verifiedAt.getTime() >= freshMinutes * 60_000;
}

/** Whether a role has a permission. */
export function can(role: Role, permission: Permission): boolean {
  return (permissions[permission] as readonly Role[]).includes(role);
}

/** Why a teammate with this role was refused, as a sentence. */
export function notAllowed(role: Role): string {
  return role === "reader"
    ? "Your role can read here, but not change things."
    : `Your role (${role}) can’t do this. Ask an owner or admin of your team.`;
}
