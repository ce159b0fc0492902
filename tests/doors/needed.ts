import type { Permission } from "@/lib/team/permissions";

/**
 * Which permission of lib/team/permissions.ts each route, action and page of the dashboard needs, as a pattern of its
 * name. `read`: everyone on the team. Anything new fails the walk until it is listed here.
 */
export const needed: Record<Permission | "read", RegExp> = {
  read: /^(live\/route|media\/own\/\[id\]\/route|\(leader\)\/(inbox\/(threads|\[member\]\/messages)\/route|find\/route|members\/(rows|count|recent)\/route|segments\/(count|places|sizes)\/route|broadcasts\/(list|\[id\]\/\w+)\/route|settings\/(calls\/list|sign-up\/preview)\/route|inbox\/(\[member\]\/)?page|members\/(\[member\]\/)?page|segments\/(new\/|\[segment\]\/)?page|broadcasts\/(\(list\)\/|\[id\]\/)page|settings\/((broadcasts|calls|numbers|prices|security|share|sign-up)\/)?page))\.tsx? /,
  "inbox.reply": /inbox\/actions\.ts (send|sendAgain|leaveIt)$/,
  "inbox.organize": /inbox\/actions\.ts (read|done|undoneDone)$/,
  "members.edit": /members\/actions\.ts (edit|setMark|tag|untag|note|unnote)$/,
  "members.consent": /inbox\/actions\.ts (optOut|keep)$/,
  "members.delete": /members\/actions\.ts (remove|bringBack)$/,
  "members.tagMany": /members\/bulk-actions\.ts (tagMany|listMany|undoMany|resumeMany)$/,
  "members.deleteMany": /members\/(bulk-actions\.ts deleteMany|import\/actions\.ts undo)$/,
  "members.import":
    /members\/import\/((page|\[id\]\/page|upload\/route|\[id\]\/(progress|refused)\/route)\.tsx? |actions\.ts (check|begin|resume|stop)$)/,
  "members.export": /members\/(export|export\/texts|export\/consent|\[member\]\/export)\/route\.ts /,
  "segments.edit": /segments\/actions\.ts /,
  "broadcasts.review": /\)\/broadcasts\/actions\.ts review$/,
  "broadcasts.edit": /\)\/broadcasts\/actions\.ts (begin|save|discard|restore|copy|saveSegment)$/,
  "broadcasts.send": /\)\/broadcasts\/actions\.ts (send|test|pause|resume|cancel|unschedule)$/,
  "media.upload": /^media\/own\/route\.ts /,
  "settings.edit": /settings\/(actions\.ts|picture\/route\.ts|(sign-up|calls|prices|broadcasts)\/actions\.ts) /,
  "security.editOwn": /settings\/security\/actions\.ts (new(?!Confirm)|keep|drop)\w+$/,
  "security.confirm": /settings\/security\/actions\.ts (newConfirm\w+|confirm\w+)$/,
  "security.signOut": /settings\/security\/actions\.ts (signOut|forgetKnown)/,
  "team.edit": /settings\/team\/(actions|page)\.tsx? /,
  "numbers.buy": /settings\/numbers\/actions\.tsx? (searchNumbers|buyNumber)$/,
  "numbers.edit": /settings\/numbers\/actions\.tsx? saveNumber$/,
  "numbers.release": /settings\/numbers\/actions\.tsx? (askLoss|releaseNumber)$/,
  "operator.carrier": /settings\/carrier\/(actions\.ts (checkCarrier|fixCarrier)$|page\.tsx )/,
  "operator.carrierKeys": /settings\/carrier\/actions\.ts (connect|disconnect)$/,
  "operator.health": /settings\/health\/(actions|page)\.tsx? /,
  "operator.numbers": /settings\/numbers\/actions\.tsx? (listIdle|bringNumber)$/,
  "operator.leaders": /settings\/operator\/(actions|page)\.tsx? /,
};

const alerts = {
  ...{ webhookUrl: "", emailTo: "", emailFrom: "", creditBelow: 1, oldestMinutes: 5, failedPercent: 20 },
  ...{ diskBelowGb: 1, webhookSecret: "", smtpUrl: "" },
};
const keys = {
  ...{ apiKey: "", apiSecret: "", signatureSecret: "", signatureMethod: "", applicationId: "", privateKey: "" },
};

/** Complete inputs for the operator's actions, so that they are refused for who asks and not for how. */
export const operatorInputs: Record<string, unknown> = {
  listLeaders: { search: "", after: 0 },
  saveLimits: { leaderId: 1, maxNumbers: null, partsPerDay: null, storageMb: null },
  suspend: { leaderId: 1, reason: "" },
  restore: { leaderId: 1 },
  saveAlertSettings: alerts,
  testAlerts: {},
  moreOddArrivals: { before: null },
  connect: keys,
  disconnect: {},
  checkCarrier: {},
  fixCarrier: { what: "numbers" },
  listIdle: {},
  bringNumber: { phone: "+15550001999" },
};
