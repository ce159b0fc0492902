import { z } from "zod";

/** A tag's name as it is typed: one line, 1 to 40 characters. */
export const tagName = z
  .string()
  .transform((text) =>
    text
      .toWellFormed()
      .replace(/\p{Cc}/gu, " ")
      .replace(/\s+/g, " ")
      .trim(),
  )
  .pipe(z.string().min(1, "A tag needs a name.").max(40, "A tag's name may have 40 characters at most."));
