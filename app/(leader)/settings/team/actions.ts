"use server";

import { z } from "zod";
import { teammateAction } from "@/lib/team/action";
import { addToTeam, changeRole, newTeammate, removeTeammate, roles } from "@/lib/team/members";

const teammateId = z.number().int().positive();

/** Adds a teammate, who can sign in right away. */
export const addTeammate = teammateAction(newTeammate, "team.edit", async (input, { leaderId }) => {
  await addToTeam(leaderId, input);
});

/** Changes what a teammate may do, from their next click on. */
export const setRole = teammateAction(
  z.object({ teammateId, role: z.enum(roles) }),
  "team.edit",
  ({ teammateId, role }, { leaderId }) => changeRole(leaderId, teammateId, role),
);

/** Removes a teammate and signs them out everywhere. */
export const removeFromTeam = teammateAction(z.object({ teammateId }), "team.edit", ({ teammateId }, { leaderId }) =>
  removeTeammate(leaderId, teammateId),
);
