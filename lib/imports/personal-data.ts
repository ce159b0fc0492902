import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import type { PersonalTable } from "@/lib/privacy/personal-data";
import { forgetWaitingFiles } from "./forget-files";

/** The last ten digits of a number, as a file may have it in any writing. */
const digitsOf = (phone: string) => phone.replace(/\D/g, "").slice(-10);
const namesOneOf = (digits: string[]) =>
  sql`EXISTS (SELECT FROM unnest(${sql.param(digits)}::text[]) d WHERE position(d IN regexp_replace(t.cells::text, '[^0-9]', '', 'g')) > 0)`;

/** Rows of files that were refused are kept with their cells, so that they can be corrected. */
export const personalRefusals: PersonalTable = {
  table: "import_refusals",
  about: "member",
  exported: {
    key: "refused_import_rows",
    value: ({
      leaderId,
      phone,
    }) => sql`(SELECT jsonb_agg(jsonb_build_object('row', t.row, 'reason', t.reason, 'cells', t.cells, 'at', t.at) ORDER BY t.at)
      FROM import_refusals t WHERE t.leader_id = ${leaderId} AND ${namesOneOf([digitsOf(phone)])})`,
  },
  erased: async (tx: Tx, leaderId: number, _memberIds: number[], phones: string[]) => {
    // The row's number and reason stay, as for children: they name nobody.
    await tx.execute(sql`
      UPDATE import_refusals t SET cells = NULL WHERE t.leader_id = ${leaderId} AND ${namesOneOf(phones.map(digitsOf))}`);
  },
};

/** An uploaded file has whole rows of people, and the first of them are kept beside it for the preview. */
export const personalImports: PersonalTable = {
  table: "imports",
  about: "member",
  exported: { never: "a teammate’s upload, not yet read; it is gone within 7 days" },
  erased: (tx, leaderId, _memberIds, phones) => forgetWaitingFiles(tx, leaderId, phones),
};
