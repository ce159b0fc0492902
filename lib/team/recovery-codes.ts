import { createHash, randomBytes } from "node:crypto";
import { and, count, eq, isNull, sql } from "drizzle-orm";
import { db } from "@/lib/db/client";
import { guess, type SignInResult, type SignInVisit } from "./codes";
import { recoveryCodes } from "./table";

type Whose = { leaderId: number; teammateId: number };

/** Letters and digits that are not taken for each other (Crockford's base 32). */
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const codesPerSet = 10;

/** Makes ten fresh recovery codes, as XXXX-XXXX-XXXX-XXXX; the older ones stop working. They are shown this once. */
export async function makeRecoveryCodes(whose: Whose): Promise<string[]> {
  const codes = Array.from({ length: codesPerSet }, newCode);
  await db().transaction(async (tx) => {
    await tx.delete(recoveryCodes).where(of(whose));
    await tx.insert(recoveryCodes).values(codes.map((code) => ({ ...whose, codeHash: hashOf(code) })));
  });
  return codes;
}

/** How many codes of a teammate were not used yet. */
export async function recoveryCodesLeft(whose: Whose): Promise<number> {
  const [row] = await db()
    .select({ left: count() })
    .from(recoveryCodes)
    .where(and(of(whose), isNull(recoveryCodes.usedAt)));
  return row?.left ?? 0;
}

/** Signs in by a recovery code, once. Case, spaces and dashes do not matter, nor O for 0 and I or L for 1. */
export function checkRecoveryCode(mobile: string, code: string, visit: SignInVisit): Promise<SignInResult> {
  return guess(mobile, visit, async (teammate) => {
    if (!teammate) return false;
    const used = await db()
      .update(recoveryCodes)
      .set({ usedAt: sql`now()` })
      .where(
        and(
          of({ leaderId: teammate.leaderId, teammateId: teammate.id }),
          eq(recoveryCodes.codeHash, hashOf(code)),
          isNull(recoveryCodes.usedAt),
        ),
      )
      .returning({ hash: recoveryCodes.codeHash });
    return used.length > 0;
  });
}

/** 16 letters of 5 bits each. */
function newCode(): string {
  const drawn = [...randomBytes(16)].map((byte) => letters[byte % 32]).join("");
  return (drawn.match(/.{4}/g) as string[]).join("-");
}

function hashOf(code: string): string {
  const plain = code.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1").slice(0, 40);
  return createHash("sha256").update(`recovery:${plain}`).digest("hex");
}

const of = ({ leaderId, teammateId }: Whose) =>
  and(eq(recoveryCodes.leaderId, leaderId), eq(recoveryCodes.teammateId, teammateId));
