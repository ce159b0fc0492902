"use server";

import { followingFields } from "@/lib/broadcasts/rename-merge-fields";
import { db } from "@/lib/db/client";
import type { Field } from "@/lib/fields/queries";
import { archivedFieldsOf } from "@/lib/fields/queries";
import { saveFields } from "@/lib/fields/save";
import { signUpPage } from "@/lib/fields/sign-up-page";
import { changeLeader } from "@/lib/leaders/queries";
import { teammateAction } from "@/lib/team/action";

/** Saves looks, words and fields of the sign-up page together; returns the fields as they stand then. */
export const saveSignUpPage = teammateAction(
  signUpPage,
  "settings.edit",
  async ({ looks, fields }, { leaderId }): Promise<{ fields: Field[]; archived: Field[] }> => {
    return db().transaction(async (tx) => {
      const saved = await followingFields(tx, leaderId, () => saveFields(tx, leaderId, fields));
      await changeLeader(leaderId, looks, tx);
      return { fields: saved, archived: await archivedFieldsOf(tx, leaderId) };
    });
  },
);
