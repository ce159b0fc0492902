import { createServer } from "node:http";

/** The least a server can do with a webhook: read it, parse it, answer 204. */
createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    JSON.parse(Buffer.concat(chunks).toString("utf8"));
    response.writeHead(204).end();
  });
}).listen(Number(process.argv.at(-1)), "127.0.0.1", () => console.log("ready"));
