import { expect, test } from "vitest";
import { readEnv } from "@/lib/env";
import { clientBehind, readAddress, readTrustProxy } from "@/lib/web/trust-proxy";

test.each([
  // Nobody is trusted: the socket's address counts.
  ["", "10.0.0.1", "203.0.113.7", "10.0.0.1"],
  ["none", "10.0.0.1", "203.0.113.7", "10.0.0.1"],
  ["0", "10.0.0.1", "203.0.113.7", "10.0.0.1"],
  // A number of proxies: the last so many entries are theirs.
  ["1", "10.0.0.1", "203.0.113.7", "203.0.113.7"],
  ["1", "10.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7"],
  ["2", "10.0.0.1", "198.51.100.1, 203.0.113.7, 10.0.0.2", "203.0.113.7"],
  ["2", "10.0.0.1", "203.0.113.7", "203.0.113.7"],
  ["1", "10.0.0.1", "", "10.0.0.1"],
  // Addresses and ranges: back to the first that is not trusted.
  ["127.0.0.1", "127.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7"],
  ["127.0.0.1", "203.0.113.9", "198.51.100.1", "203.0.113.9"],
  ["10.0.0.0/8, ::1", "::1", "198.51.100.1, 203.0.113.7, 10.9.9.9", "203.0.113.7"],
  ["10.0.0.0/8", "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"],
  ["2001:db8::/32", "2001:db8::1", "2001:db8:ffff::5, 2400::1", "2400::1"],
  ["::ffff:10.0.0.0/104", "10.0.0.1", "203.0.113.7", "203.0.113.7"],
  // What is no address ends the walk, and spellings become one.
  ["1", "10.0.0.1", "unknown", "10.0.0.1"],
  ["2", "10.0.0.1", "198.51.100.1, nonsense, 203.0.113.7", "203.0.113.7"],
  ["1", "10.0.0.1", "203.0.113.7:51234", "203.0.113.7"],
  ["1", "10.0.0.1", "[2001:DB8:0::7]:443", "2001:db8::7"],
  ["1", "10.0.0.1", "::ffff:203.0.113.7", "203.0.113.7"],
])("TRUST_PROXY=%s, called by %s, X-Forwarded-For %j: %s", (setting, socket, forwardedFor, client) => {
  expect(clientBehind(socket, forwardedFor, readTrustProxy(setting))).toBe(client);
});

test("an address is written out, or it is none", () => {
  expect(["1", "0x7f.1", "localhost", "", "1.2.3", "1.2.3.999"].map(readAddress)).toEqual(Array(6).fill(null));
  expect(readAddress("fe80::1%eth0")).toBe("fe80::1");
});

test.each(["proxy.example.com", "300", "10.0.0.0/33", "127.0.0.1,,"])(
  "TRUST_PROXY=%s is refused at start",
  (setting) => {
    expect(() => readEnv({ TRUST_PROXY: setting })).toThrow(/TRUST_PROXY/);
  },
);

test("without PUBLIC_URL only this computer is listened to; HOST decides where it is set", () => {
  expect(readEnv({}).HOST).toBe("127.0.0.1");
  expect(readEnv({ PUBLIC_URL: "http://localhost:4000" }).HOST).toBe("127.0.0.1");
  expect(readEnv({ PUBLIC_URL: "https://text.example.com" }).HOST).toBe("0.0.0.0");
  expect(readEnv({ HOST: "0.0.0.0" }).HOST).toBe("0.0.0.0");
});
