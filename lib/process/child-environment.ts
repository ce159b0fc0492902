/** What a child may know: where programs and temporary files are, the language and the clock. Never a setting of ours. */
const passedOn = [
  "PATH",
  "HOME",
  "TMPDIR",
  "TEMP",
  "TMP",
  "TZ",
  "LANG",
  "LC_ALL",
  "LD_LIBRARY_PATH",
  "SystemRoot",
  "NODE_ENV",
  "NODE_OPTIONS",
  "NODE_V8_COVERAGE",
  "FORCE_COLOR",
  "NO_COLOR",
  "CI",
];

/**
 * The environment of a child process: an explicit short list plus `extra`. This process's environment holds database
 * passwords and carrier keys, and a child's environment can be read by anyone who takes the child over.
 */
export function childEnvironment(extra: Record<string, string | undefined> = {}): NodeJS.ProcessEnv {
  const kept = passedOn.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { ...Object.fromEntries(kept), ...extra } as NodeJS.ProcessEnv;
}
