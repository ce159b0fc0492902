import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";

export type Import = {
  /** File that imports, from the repository's root. */
  from: string;
  /** What it names: a path from the root for our own files, else the package. */
  to: string;
  /** `import type` or `export type`: gone at run time. */
  typeOnly: boolean;
};

const root = process.cwd();

/** Every source file under the folders, as paths from the repository's root. */
export function sources(...folders: string[]): string[] {
  return folders.flatMap((folder) => walk(join(root, folder))).map((path) => relative(root, path));
}

function walk(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return walk(path);
    return /\.(ts|tsx|mjs)$/.test(entry.name) ? [path] : [];
  });
}

const statement =
  /^\s*(?:import|export)\s+(type\s)?(?:[\w*{}\s,$]+?\sfrom\s+)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/gm;

/** The imports of a file: static, re-exported and dynamic. */
export function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(statement)].map((match) => ({
    from: file,
    to: resolved(file, (match[2] ?? match[3]) as string),
    typeOnly: match[1] !== undefined || onlyTypesInside(match[0]),
  }));
}

/** `import { type A, type B } from …` leaves nothing behind either. */
function onlyTypesInside(text: string): boolean {
  const names = /^\s*(?:import|export)\s*\{([^}]*)\}/.exec(text)?.[1];
  if (!names) return false;
  return names.split(",").every((name) => name.trim() === "" || /^type\s/.test(name.trim()));
}

function resolved(file: string, name: string): string {
  if (name.startsWith("@/")) return name.slice(2);
  if (name.startsWith(".")) return posix.normalize(posix.join(dirname(file), name));
  return name;
}

/** The room of a path: "lib/members" of "lib/members/arrive.ts"; null outside lib, and for files directly in it. */
export function roomOf(path: string): string | null {
  return /^(lib\/[^/]+)\/./.exec(path)?.[1] ?? null;
}

/** The circles in a directed graph, each as the list of its nodes; found by walking depth first. */
export function circles(edges: Map<string, Set<string>>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (node: string, path: string[]): void => {
    const at = path.indexOf(node);
    if (at >= 0) {
      found.push([...path.slice(at), node]);
      return;
    }
    if (done.has(node)) return;
    for (const next of edges.get(node) ?? []) visit(next, [...path, node]);
    done.add(node);
  };
  for (const node of edges.keys()) visit(node, []);
  return found;
}
