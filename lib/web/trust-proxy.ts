import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = [Address, number];

/** The proxies whose word about a client's address counts: none, the last so many, or those in these ranges. */
export type TrustProxy = { hops: number } | { ranges: Range[] };

/**
 * Reads TRUST_PROXY: empty or "none", a number of proxies ("1"), or addresses and CIDR ranges separated by commas.
 * Throws an Error with a sentence for anything else.
 */
export function readTrustProxy(text: string): TrustProxy {
  const words = text.trim();
  if (words === "" || words === "none") return { ranges: [] };
  if (/^\d{1,2}$/.test(words)) return { hops: Number(words) };
  return { ranges: words.split(",").map(readRange) };
}

function readRange(text: string): Range {
  const words = text.trim();
  try {
    if (!isWritten(words.split("/")[0] ?? "")) throw new Error("no address");
    const [address, bits] = words.includes("/") ? ipaddr.parseCIDR(words) : [ipaddr.parse(words), undefined];
    if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()) {
      return [address.toIPv4Address(), Math.max(0, (bits ?? 128) - 96)];
    }
    return [address, bits ?? (address.kind() === "ipv4" ? 32 : 128)];
  } catch {
    throw new Error(`"${words}" is not an address, a CIDR range, or a number of proxies`);
  }
}

/** Whether any proxy is trusted at all. */
export function trustsAny(trust: TrustProxy): boolean {
  return "hops" in trust ? trust.hops > 0 : trust.ranges.length > 0;
}

/** Whether what this neighbor (the socket's address) says about the client counts. */
export function trustsNeighbor(trust: TrustProxy, address: string): boolean {
  return "hops" in trust ? trust.hops > 0 : isInRanges(address, trust.ranges);
}

/**
 * The client's address. `socketAddress` is the neighbor's; `forwardedFor` is X-Forwarded-For, where each proxy added
 * the address it was called from. Walks back from the neighbor for as long as proxies are trusted; what the client
 * itself wrote further left never counts, and neither does anything to the left of an entry that is no address.
 */
export function clientBehind(socketAddress: string, forwardedFor: string, trust: TrustProxy): string {
  const entries = forwardedFor.split(",").reverse();
  let address = socketAddress;
  for (const [passed, entry] of entries.entries()) {
    const trusted = "hops" in trust ? passed < trust.hops : isInRanges(address, trust.ranges);
    const next = trusted ? readAddress(entry) : null;
    if (!next) return address;
    address = next;
  }
  return address;
}

/** An address in its one spelling, IPv4 where it is mapped into IPv6, without port or zone; null where it is none. */
export function readAddress(text: string): string | null {
  const words = text
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .replace(/^\[([^\]]+)\](:\d+)?$/, "$1")
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1")
    .replace(/%.*$/, "");
  return isWritten(words) && ipaddr.isValid(words) ? ipaddr.process(words).toString() : null;
}

/** ipaddr.js also reads "300" and "0x7f.1", which no proxy writes. */
function isWritten(address: string): boolean {
  return address.includes(":") || /^\d+\.\d+\.\d+\.\d+$/.test(address);
}

/** Whether an address belongs to this computer or a private network: where a proxy in front of Tenfour runs. */
export function isNear(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ["loopback", "private", "uniqueLocal", "linkLocal", "carrierGradeNat"].includes(
    ipaddr.process(address).range(),
  );
}

function isInRanges(address: string, ranges: Range[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return ranges.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match([range, bits] as never));
}
