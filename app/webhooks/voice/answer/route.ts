import { answerDoor } from "@/lib/calls/door";

export const GET = answerDoor;
export const POST = answerDoor;
