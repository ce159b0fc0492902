import type { PersonalTable } from "@/lib/privacy/personal-data";

const bareIds = "bare ids for undo, gone when the action can no longer be undone";

export const personalBulkChanges: PersonalTable = {
  table: "bulk_changes",
  about: "member",
  exported: { never: bareIds },
  erased: { never: bareIds },
};
