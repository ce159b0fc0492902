/**
 * Keeps the program running when whoever reads its output has gone (`npm start | head`, a log collector that crashed).
 * Without a listener each failed write becomes an uncaught exception, whose report is written to the same broken pipe:
 * a loop that takes a whole core. Call it once, before anything is written.
 */
export function surviveBrokenOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
    });
  }
}
