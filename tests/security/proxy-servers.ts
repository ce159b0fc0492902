import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, until } from "../program";
import { ask } from "./visitor";

export const proxyNames = ["nginx", "caddy", "haproxy"] as const;
export type ProxyName = (typeof proxyNames)[number];

/** The name all proxies answer to, as docs/deploy has it. */
export const publicName = "text.example.com";

type Place = { folder: string; http: number; https: number; program: number };

/** Where a configuration of docs/deploy is changed to run beside others, as nobody's front door. */
const placed: Record<ProxyName, (config: string, place: Place) => string> = {
  nginx: (config, { folder, http, https, program }) => `
    daemon off; user root; pid ${folder}/nginx.pid; error_log stderr warn; events {}
    http {
      access_log off;
      ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((what) => `${what}_temp_path ${folder}/${what};`).join(" ")}
      ${config
        .replace("listen 80;", `listen 127.0.0.1:${http};`)
        .replace("listen 443 ssl", `listen 127.0.0.1:${https} ssl`)
        .replace(/\/etc\/letsencrypt\S+fullchain\.pem/, `${folder}/both.pem`)
        .replace(/\/etc\/letsencrypt\S+privkey\.pem/, `${folder}/both.pem`)
        .replace("127.0.0.1:3000", `127.0.0.1:${program}`)}
    }`,
  caddy: (config, { folder, http, https, program }) =>
    `{\n admin off\n skip_install_trust\n http_port ${http}\n https_port ${https}\n storage file_system ${folder}\n}\n${config
      .replace(`${publicName} {`, `${publicName} {\n\tbind 127.0.0.1\n\ttls internal`)
      .replace("127.0.0.1:3000", `127.0.0.1:${program}`)}`,
  haproxy: (config, { folder, http, https, program }) =>
    config
      .replace("bind :80", `bind 127.0.0.1:${http}`)
      .replace("bind :443", `bind 127.0.0.1:${https}`)
      .replace(/\/etc\/haproxy\/certs\/\S+/, `${folder}/both.pem`)
      .replace("127.0.0.1:3000", `127.0.0.1:${program}`),
};

/** The same proxy, set up carelessly: it says nothing about the visitor, and passes on what the visitor claims. */
const careless: Record<ProxyName, (config: string) => string> = {
  nginx: (config) => config.replace(/^.*proxy_set_header (X-Forwarded|Forwarded).*$/gm, ""),
  caddy: (config) => config.replace("header_up -Forwarded", "header_up -X-Forwarded-*"),
  haproxy: (config) => config.replace(/^.*http-request (set|del)-header.*$/gm, ""),
};

const files: Record<ProxyName, string> = { nginx: "nginx.conf", caddy: "Caddyfile", haproxy: "haproxy.cfg" };
const words: Record<ProxyName, (file: string) => string[]> = {
  nginx: (file) => ["-c", file],
  caddy: (file) => ["run", "--adapter", "caddyfile", "--config", file],
  haproxy: (file) => ["-db", "-f", file],
};

/** A real proxy in front of the program, with the very configuration that docs/deploy recommends. */
export class ReverseProxy {
  private constructor(
    readonly name: ProxyName,
    readonly httpPort: number,
    readonly httpsPort: number,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  /** Starts it and waits until it listens. Throws where it is not installed. */
  static async start(name: ProxyName, program: number, options: { careless?: boolean } = {}): Promise<ReverseProxy> {
    if (spawnSync(name, [name === "caddy" ? "version" : "-v"]).error) {
      throw new Error(`${name} is not installed. On Debian: apt-get install nginx caddy haproxy`);
    }
    const folder = mkdtempSync(join(tmpdir(), `tenfour-${name}-`));
    writeCertificate(folder);
    const [http, https] = [await freePort(), await freePort()];
    const recommended = readFileSync(join("docs/deploy", files[name]), "utf8");
    const config = options.careless ? careless[name](recommended) : recommended;
    const file = join(folder, files[name]);
    writeFileSync(file, placed[name](config, { folder, http, https, program }));
    const child = spawn(name, words[name](file), {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const proxy = new ReverseProxy(name, http, https, child, folder);
    try {
      await until(
        `${name} to listen`,
        async () => {
          if (child.exitCode !== null) throw new Error(`${name} ended:\n${said}`);
          // Caddy makes its certificate after it has begun to listen.
          return ask(`${proxy.url}/health`, { headers: { host: publicName } }).then(
            () => true,
            () => false,
          );
        },
        30_000,
      );
    } catch (error) {
      await proxy.stop();
      throw new Error(`${(error as Error).message}\n${said}`);
    }
    return proxy;
  }

  get url(): string {
    return `https://${publicName}:${this.httpsPort}`;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      const gone = new Promise((done) => this.child.once("exit", done));
      this.child.kill("SIGTERM");
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function writeCertificate(folder: string): void {
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const wish = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"];
  execFileSync(
    "openssl",
    [
      ...wish,
      "-subj",
      `/CN=${publicName}`,
      "-addext",
      `subjectAltName=DNS:${publicName}`,
      "-keyout",
      key,
      "-out",
      certificate,
    ],
    { stdio: "ignore" },
  );
  writeFileSync(join(folder, "both.pem"), readFileSync(certificate, "utf8") + readFileSync(key, "utf8"));
}
