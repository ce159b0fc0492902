import { createServer } from "node:http";
import { expect, test } from "vitest";
import { takeLane } from "@/app/lane";

test("a webhook over the express lane is read whole: unsigned it is refused, and no error of ours", async () => {
  const server = createServer(
    (request, response) => void (takeLane(request, response) || response.writeHead(404).end()),
  );
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/webhooks/messages/inbound`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text: "hi" }),
    });
    expect(answer.status).toBe(401);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
