import Bowser from "bowser";
import ipaddr from "ipaddr.js";

/** What a browser calls itself, short enough for a list: "Chrome on macOS", "Safari on iPhone". */
export function deviceName(userAgent: string): string {
  const { browser, os, platform } = Bowser.parse(userAgent.slice(0, 500) || "unknown");
  const system = platform.type === "desktop" ? os.name : (platform.model ?? os.name);
  return [browser.name || "Unknown browser", system].filter(Boolean).join(" on ").slice(0, 80);
}

/** An address without the part that names one household: IPv4 to its /24, IPv6 to its /48. Empty where it is unknown. */
export function maskedAddress(address: string): string {
  if (!ipaddr.isValid(address)) return "";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return `${parsed.toString().split(".").slice(0, 3).join(".")}.x`;
  const groups = (parsed as ipaddr.IPv6).parts.slice(0, 3).map((part) => part.toString(16));
  return `${groups.join(":")}:…`;
}
