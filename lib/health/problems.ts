import { showPhone } from "@/lib/numbers/phone";
import { sharedMobileSentence } from "@/lib/team/shared-mobiles";
import { span } from "./ago";
import type { Health } from "./look";
import { proxyProblems } from "./proxy";
import type { AlertSettings } from "./settings";
import { clockSentence, dialectIsOff } from "./webhooks";

/** Something an operator should know of without looking. */
export type Problem = { what: string; sentence: string };

/** Sends in the last hour below which a share of failures says nothing. */
const fewSends = 20;

/** What is wrong now, by the operator's thresholds. Pure. */
export function problemsOf(health: Health, limits: AlertSettings): Problem[] {
  return [
    ...credit(health, limits),
    ...standing(health),
    ...waiting(health, limits),
    ...failing(health, limits),
    ...webhooks(health),
    ...signUps(health),
    ...health.sharedMobiles.map((one) => ({
      what: `teams:${one.mobile}`,
      sentence: sharedMobileSentence(one, showPhone(one.mobile)),
    })),
    ...proxyProblems(health.proxy),
    ...machine(health, limits),
  ];
}

function credit({ credit, simulated }: Health, limits: AlertSettings): Problem[] {
  if (simulated) return [];
  if (typeof credit !== "number") return [{ what: "carrier", sentence: credit.why }];
  if (credit >= limits.creditBelow) return [];
  return [{ what: "credit", sentence: `The carrier account has ${credit.toFixed(2)} of credit left.` }];
}

function standing({ queues }: Health): Problem[] {
  return queues
    .filter((queue) => queue.pausedReason !== null)
    .map(({ phone, pausedReason }) => ({
      what: `standing:${phone}`,
      sentence: `Sending from ${showPhone(phone)} stands still. ${pausedReason}`,
    }));
}

function signUps({ signUps: { total, leadersAtLimit } }: Health): Problem[] {
  if (total.reached)
    return [
      {
        what: "sign-ups",
        sentence:
          "Web sign-ups have reached the limit of the whole instance. Visitors are asked to text the number themselves. If this isn’t an attack, raise SIGN_UP_TEXTS_PER_HOUR_TOTAL or SIGN_UP_TEXTS_PER_DAY_TOTAL.",
      },
    ];
  if (leadersAtLimit === 0) return [];
  const whose =
    leadersAtLimit === 1 ? "One leader’s web sign-ups have" : `Web sign-ups of ${leadersAtLimit} leaders have`;
  return [
    {
      what: "sign-ups",
      sentence: `${whose} reached their limit. Visitors are asked to text the number themselves. If this isn’t an attack, raise SIGN_UP_TEXTS_PER_HOUR or SIGN_UP_TEXTS_PER_DAY.`,
    },
  ];
}

function waiting({ queues, arrivals }: Health, limits: AlertSettings): Problem[] {
  const most = limits.oldestMinutes * 60;
  const late = queues.filter((queue) => queue.pausedReason === null && (queue.oldest ?? 0) > most);
  return [
    ...late.map(({ phone, oldest, queued }) => ({
      what: `queue:${phone}`,
      sentence: `A text has waited ${span(oldest ?? 0)} to leave from ${showPhone(phone)}; ${queued.toLocaleString("en-US")} are queued.`,
    })),
    ...((arrivals.oldest ?? 0) > most
      ? [
          {
            what: "arrivals",
            sentence: `What the carrier brought ${span(arrivals.oldest ?? 0)} ago is not read yet; ${arrivals.waiting.toLocaleString("en-US")} wait.`,
          },
        ]
      : []),
  ];
}

function failing({ sending }: Health, limits: AlertSettings): Problem[] {
  const all = sending.accepted.lastHour + sending.throttled.lastHour + sending.unknown.lastHour;
  const wrong = sending.failed.lastHour + sending.unknown.lastHour;
  if (all < fewSends || (wrong / all) * 100 < limits.failedPercent) return [];
  const worst = sending.failures.find((failure) => failure.lastHour > 0);
  const share = Math.min(100, Math.round((wrong / all) * 100));
  return [
    {
      what: "failing",
      sentence: `${share} % of the last hour’s texts failed.${worst ? ` Most often: ${worst.reason}` : ""}`,
    },
  ];
}

/** A few forged ones are the weather of the internet; many, with nothing right among them, is a wrong secret. */
function webhooks({ doors, simulated }: Health): Problem[] {
  if (doors.clock) return [{ what: "clock", sentence: clockSentence(doors.clock) }];
  if (doors.genuine.some((door) => door.lastHour > 0)) return [{ what: "dialect", sentence: dialectIsOff }];
  const refused = doors.refused.reduce((total, door) => total + door.lastHour, 0);
  const right = doors.seen.reduce((total, door) => total + door.lastHour, 0);
  if (simulated || refused < 5 || right > 0) return [];
  return [
    {
      what: "signatures",
      sentence: `All ${refused} webhooks of the last hour were refused, for their signatures are not made with our secret.`,
    },
  ];
}

function machine({ disk, database, ffmpegProblem }: Health, limits: AlertSettings): Problem[] {
  const free = disk.freeBytes / 1e9;
  return [
    ...(ffmpegProblem ? [{ what: "ffmpeg", sentence: ffmpegProblem }] : []),
    ...(free < limits.diskBelowGb ? [{ what: "disk", sentence: `Only ${free.toFixed(1)} GB of disk are free.` }] : []),
    ...(database.connections > database.mostConnections * 0.9
      ? [
          {
            what: "connections",
            sentence: `${database.connections} of ${database.mostConnections} database connections are in use.`,
          },
        ]
      : []),
  ];
}
