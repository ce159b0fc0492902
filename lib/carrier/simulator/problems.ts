import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";

const pages = "https://developer.vonage.com/api-errors";

const problems = {
  401: [
    `${pages}#unauthorized`,
    "You did not provide correct credentials.",
    "Check that you're using the correct credentials, and that your account has this feature enabled",
  ],
  402: [
    `${pages}#low-balance`,
    "This request could not be performed due to your account balance being low.",
    "This request could not be performed due to your account balance being low.",
  ],
  403: [
    `${pages}#forbidden`,
    "Your account does not have permission to perform this action.",
    "Your account does not have permission to perform this action.",
  ],
  422: [`${pages}/messages#1150`, "Invalid params", "The value of one or more parameters is invalid."],
  429: [
    `${pages}/messages#1000`,
    "1000",
    "Throttled - You have exceeded the submission capacity allowed on this account. Please wait and retry",
  ],
  503: [`${pages}#service-unavailable`, "Service unavailable", "The service is temporarily unavailable."],
} as const;

export type ProblemStatus = keyof typeof problems;
export type InvalidParameter = { name: string; reason: string };

/** Answers a request with the carrier's problem document. */
export function answerProblem(response: ServerResponse, status: ProblemStatus, invalid?: InvalidParameter[]): void {
  const [type, title, detail] = problems[status];
  answerJson(response, status, {
    type,
    title,
    detail,
    instance: randomUUID(),
    ...(invalid ? { invalid_parameters: invalid } : {}),
  });
}

/** Answers with JSON. */
export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  const json = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(json) });
  response.end(json);
}
