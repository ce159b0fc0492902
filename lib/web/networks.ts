import ipaddr from "ipaddr.js";

/**
 * What an address counts as for limits: `unit` is one visitor, `network` the block that one customer of a provider can
 * use. IPv4: the address and its /24. IPv6: the /64 (one home or phone) and the /56 (what providers hand out), since
 * anyone has 2^64 addresses to rotate. What is no address counts as one unit.
 */
export function networksOf(address: string): { unit: string; network: string } {
  if (!ipaddr.isValid(address)) return { unit: "unknown", network: "unknown" };
  const ip = ipaddr.process(address);
  const block = (bits: number) => {
    const bytes = ip.toByteArray().map((byte, at) => byte & (0xff << Math.max(0, 8 - Math.max(0, bits - at * 8))));
    return `${ipaddr.fromByteArray(bytes.map((byte) => byte & 0xff)).toNormalizedString()}/${bits}`;
  };
  return ip.kind() === "ipv4" ? { unit: ip.toString(), network: block(24) } : { unit: block(64), network: block(56) };
}
