import { DrizzleQueryError } from "drizzle-orm";
import { maskOutput } from "@/lib/process/mask-output";

/** A process that prints what it should not, in every way it may: see mask-output.test.ts. */
maskOutput();
const driver = Object.assign(new Error("duplicate key value violates unique constraint"), {
  code: "23505",
  detail: "Key (phone)=(+14155550123) already exists.",
  where: "COPY members, line 1: +14155550123",
});
const failed = new DrizzleQueryError(
  "insert into members (phone, first_name, code) values ($1, $2, $3)",
  ["+14155550123", "Ana\n    at a secret place", "271828"],
  driver,
);
console.error(failed);
console.error(" ⨯", Object.assign(failed, { digest: "3141592653" }));
console.error({ error: failed, text: "Meet me at noon" });
console.warn("%s called %d", "+14155550123", 7);
console.log(`Key (phone)=(+14155550123) already exists, for 14155550123`);
process.stderr.write("raw +14155550123 é\n");
process.stdout.write(Buffer.from("bytes +14155550123 é\n"));
console.log("Tenfour is ready: http://localhost:3000/?local=abcDEF123456ghiJKL-_mno0");
