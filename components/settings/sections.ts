/** The pages of the settings, in their order; `operator`: only whoever runs this Tenfour has it. */
export const sections: { href: string; label: string; operator?: true }[] = [
  { href: "/settings", label: "You" },
  { href: "/settings/sign-up", label: "Sign-up page" },
  { href: "/settings/share", label: "Share" },
  { href: "/settings/numbers", label: "Numbers" },
  { href: "/settings/broadcasts", label: "Broadcasts" },
  { href: "/settings/calls", label: "Calls" },
  { href: "/settings/team", label: "Team" },
  { href: "/settings/security", label: "Sign-in & devices" },
  { href: "/settings/operator", label: "Operator", operator: true },
  { href: "/settings/carrier", label: "Carrier", operator: true },
  { href: "/settings/health", label: "Health", operator: true },
  { href: "/settings/prices", label: "Prices" },
];
