import { eventDoor } from "@/lib/calls/door";

export const GET = eventDoor;
export const POST = eventDoor;
