import { z } from "zod";
import { pageSettings } from "@/lib/leaders/page-settings";
import { fieldDrafts } from "./draft";

/** All of the sign-up page as its editor saves it: looks and words, and the leader's own fields in their order. */
export const signUpPage = z.object({ looks: pageSettings, fields: fieldDrafts });
export type SignUpPageInput = z.input<typeof signUpPage>;
