import { lookup as resolve } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** An address nobody outside may make us visit. */
export class ForbiddenAddress extends Error {}

/**
 * True of an address on the open internet. Everything else is not: loopback, private, link-local (cloud metadata),
 * carrier-grade NAT, multicast, reserved, and IPv6 that wraps such an IPv4 (mapped, 6to4, NAT64, Teredo).
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 inside an IPv6 is judged as what it is.
  const parsed = ipaddr.process(address);
  return parsed.range() === "unicast" && !isUniqueOrSite(parsed.toString());
}

/** fec0::/10 was site-local; ipaddr.js counts it among the ordinary ones. */
const isUniqueOrSite = (address: string) => /^fe[c-f]/i.test(address);

export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>;
const byDns: Resolve = (host) => resolve(host, { all: true, verbatim: true });

/**
 * A lookup for sockets that answers only with public addresses, and with one that is pinned: what was looked at is
 * what is connected to, so a name that changes its mind in between (rebinding) gains nothing. One private address
 * among several spoils the name.
 */
export function guardedLookup(resolveHost: Resolve = byDns): LookupFunction {
  return (host, options, done) => {
    resolveHost(host).then(
      (found) => {
        const bad = found.find(({ address }) => !isPublic(address));
        if (bad || found.length === 0) return done(new ForbiddenAddress(`${host} is not on the open internet`), "", 0);
        if (options.all) done(null, found);
        else done(null, found[0]!.address, found[0]!.family);
      },
      (error: NodeJS.ErrnoException) => done(error, "", 0),
    );
  };
}

/** Throws ForbiddenAddress for an address that is written out as numbers and is not public: no lookup is asked about it. */
export function checkLiteral(hostname: string): void {
  const bare = hostname.replace(/^\[|\]$/g, "");
  if (isIP(bare) && !isPublic(bare)) throw new ForbiddenAddress(`${bare} is not on the open internet`);
}
