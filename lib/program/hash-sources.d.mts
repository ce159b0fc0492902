/** SHA-256 over names and contents of files and folders, in hex. What does not exist counts for nothing. */
export function hashSources(paths: string[]): string;
