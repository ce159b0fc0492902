import { connect } from "node:net";

/** What came back for a request written byte by byte: the status of the answer, and how much was sent before it. */
export type Answered = { status: number; head: string; body: string; sent: number };

/**
 * Writes a request over a socket of its own, so that a test decides what its headers claim and when its body ends.
 * `chunks` is sent until the server answers or closes; `declared` bytes are announced but only the chunks are sent.
 */
export function send(
  port: number,
  request: {
    method?: string;
    path: string;
    headers?: Record<string, string>;
    /** Announced as Content-Length; null sends the body chunked. */
    declared?: number | null;
    chunks?: Iterable<Buffer>;
    /** Milliseconds to wait for an answer. */
    patience?: number;
  },
): Promise<Answered> {
  const { method = "POST", path, headers = {}, declared = null, chunks = [], patience = 30_000 } = request;
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1");
    const answered: Answered = { status: 0, head: "", body: "", sent: 0 };
    let received = "";
    const finish = () => {
      clearTimeout(timer);
      socket.destroy();
      const [head = "", ...rest] = received.split("\r\n\r\n");
      done({
        ...answered,
        status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0),
        head,
        body: rest.join("\r\n\r\n"),
      });
    };
    const timer = setTimeout(finish, patience);
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      if (received.includes("\r\n\r\n")) setTimeout(finish, 20);
    });
    socket.on("error", () => {});
    socket.on("close", finish);
    const length = declared === null ? "transfer-encoding: chunked" : `content-length: ${declared}`;
    const fields = Object.entries({ host: `127.0.0.1:${port}`, ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    socket.write(`${method} ${path} HTTP/1.1\r\n${[...fields, length].join("\r\n")}\r\n\r\n`);
    const body = chunks[Symbol.iterator]();
    const more = () => {
      for (;;) {
        if (received || socket.destroyed) return;
        const { value, done: over } = body.next();
        if (over) {
          if (declared === null) socket.write("0\r\n\r\n");
          return;
        }
        answered.sent += value.length;
        const framed = declared === null ? [`${value.length.toString(16)}\r\n`, value, "\r\n"] : [value];
        const flowing = framed.map((part) => socket.write(part)).at(-1);
        if (!flowing) return void socket.once("drain", more);
      }
    };
    more();
  });
}
