/** The pages of the settings, in their order. */
export const sections: { href: string; label: string }[] = [
  { href: "/settings", label: "You" },
  { href: "/settings/sign-up", label: "Sign-up page" },
  { href: "/settings/share", label: "Share" },
  { href: "/settings/numbers", label: "Numbers" },
  { href: "/settings/broadcasts", label: "Broadcasts" },
  { href: "/settings/calls", label: "Calls" },
  { href: "/settings/carrier", label: "Carrier" },
  { href: "/settings/health", label: "Health" },
  { href: "/settings/prices", label: "Prices" },
];
