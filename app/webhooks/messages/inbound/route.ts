import { answerWebhook } from "@/lib/inbound/answer";

export const GET = answerWebhook;
export const POST = answerWebhook;
