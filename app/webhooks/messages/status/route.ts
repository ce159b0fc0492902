import { answerWebhook } from "@/lib/inbound/answer";

// The carrier is told one address for texts and one for receipts, but an account may bring either to both.

export const GET = answerWebhook;
export const POST = answerWebhook;
