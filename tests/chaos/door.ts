import { createServer } from "node:http";
import { takeLane } from "@/app/lane";
import { connect } from "@/lib/db/connect";

/** The webhooks' doors without the dashboard: the express lane of server.ts in a process of its own, for short runs. */
await connect();
createServer((request, response) => {
  if (!takeLane(request, response)) response.writeHead(404).end();
}).listen(Number(process.env.PORT), "127.0.0.1", () => console.log("Tenfour is ready: the doors are open."));
