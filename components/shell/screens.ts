import { Inbox, type LucideIcon, Megaphone, Settings, Split, Users } from "lucide-react";

export type Screen = { href: string; label: string; icon: LucideIcon };

/** The screens of the dashboard, in the order in which they stand at the top and, on a phone, at the bottom. */
export const screens: Screen[] = [
  { href: "/inbox", label: "Inbox", icon: Inbox },
  { href: "/members", label: "Members", icon: Users },
  { href: "/segments", label: "Segments", icon: Split },
  { href: "/broadcasts", label: "Broadcasts", icon: Megaphone },
  { href: "/settings", label: "Settings", icon: Settings },
];
