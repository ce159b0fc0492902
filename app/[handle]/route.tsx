import { publicDoor } from "@/app/[handle]/door";

const door = publicDoor("page");
/** The public page of a leader, for those who come from a post, and its form. */
export const GET = door.GET;
export const POST = door.POST;
