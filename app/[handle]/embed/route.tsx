import { publicDoor } from "@/app/[handle]/door";

const door = publicDoor("embed");
/** The form alone, to stand in a frame of any other site. */
export const GET = door.GET;
export const POST = door.POST;
