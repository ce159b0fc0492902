import { mkdir, readdir, readFile, rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "@/lib/env";

/**
 * A leader's share picture, drawn where it is not kept under this key yet; older ones of the same language go. The
 * folder may be deleted at any time.
 */
export async function keptShare(
  leaderId: number,
  language: string,
  key: string,
  draw: () => Promise<Buffer>,
): Promise<Buffer> {
  const folder = join(env().DATA_DIR, "media", "share");
  const prefix = `${leaderId}-${language}-`;
  const name = `${prefix}${key}.png`;
  const known = await readFile(join(folder, name)).catch(() => null);
  if (known) return known;
  const png = await draw();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Written beside and moved: a second reader never sees half a picture.
  const draft = join(folder, `${name}.${process.pid}.${Date.now()}`);
  await writeFile(draft, png, { mode: 0o600 });
  await rename(draft, join(folder, name));
  const old = (await readdir(folder)).filter((one) => one.startsWith(prefix) && one !== name && one.endsWith(".png"));
  await Promise.all(old.map((one) => unlink(join(folder, one)).catch(() => {})));
  return png;
}
