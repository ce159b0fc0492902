import { readFileSync } from "node:fs";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { request as httpsRequest } from "node:https";
import { z } from "zod";

/** What a visitor got: status, headers and the whole body. */
export type Answer = { status: number; headers: IncomingHttpHeaders; text: string };

export type Ask = {
  method?: string;
  headers?: Record<string, string | string[]>;
  body?: string;
  /** The source address, one of 127.0.0.0/8. 127.0.0.2 stands for a remote visitor. Default 127.0.0.1. */
  from?: string;
};

/** One HTTP request with full control of headers and source address, which fetch does not give. */
export function ask(
  url: string,
  { method = "GET", headers = {}, body, from = "127.0.0.1" }: Ask = {},
): Promise<Answer> {
  const to = new URL(url);
  const secure = to.protocol === "https:";
  return new Promise((done, fail) => {
    const request = (secure ? httpsRequest : httpRequest)({
      host: "127.0.0.1",
      port: to.port,
      path: to.pathname + to.search,
      method,
      localAddress: from,
      // `agent: false` opens a connection of its own, so that `from` applies.
      agent: false,
      headers: { host: to.host, ...headers },
      ...(secure ? { servername: to.hostname, rejectUnauthorized: false } : {}),
    });
    request.once("error", fail);
    request.once("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.once("error", fail);
      response.once("end", () => done({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    request.end(body);
  });
}

const manifest = z.object({
  node: z.record(z.string(), z.object({ exportedName: z.string().optional(), filename: z.string().optional() })),
});

/** The id of a server action in the build, by its file and name. */
export function actionId(file: string, name: string): string {
  const { node } = manifest.parse(JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")));
  const found = Object.entries(node).find(([, one]) => one.filename === file && one.exportedName === name);
  if (!found) throw new Error(`The build has no action ${name} in ${file}.`);
  return found[0];
}

/** Posts a server action to a page, as Next's own client does. The page need not have the action. */
export function postAction(page: string, id: string, args: unknown[], options: Ask = {}): Promise<Answer> {
  return ask(page, {
    ...options,
    method: "POST",
    body: JSON.stringify(args),
    headers: {
      "next-action": id,
      "content-type": "text/plain;charset=UTF-8",
      accept: "text/x-component",
      origin: new URL(page).origin,
      ...options.headers,
    },
  });
}
