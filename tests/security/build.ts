import { buildIfStale } from "@/lib/program/build";

/** Builds the pages once, before files that run side by side start programs of their own. */
export default async function build(): Promise<void> {
  await buildIfStale(console.log);
}
