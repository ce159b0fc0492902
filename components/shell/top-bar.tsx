import { Smartphone } from "lucide-react";
import { AccountMenu } from "./account-menu";
import { CommandPalette } from "./command-palette";
import { NavLink } from "./nav-link";
import { screens } from "./screens";

type Props = {
  leaderName: string;
  teammateName: string;
  number: string;
  shownNumber: string;
  simulator: boolean;
};

/** The ways between screens (on a phone they stand at the bottom, see BottomBar), and who is signed in. */
export function TopBar({ simulator, ...account }: Props) {
  return (
    <header className="flex h-14 shrink-0 items-center gap-1 border-line border-b bg-surface px-2 md:px-4">
      <nav aria-label="Screens" className="hidden min-w-0 items-center gap-1 md:flex">
        {screens.map(({ href, label, icon: Icon }) => (
          <NavLink key={href} href={href} label={label} place="top">
            <Icon aria-hidden />
          </NavLink>
        ))}
        {simulator && (
          <NavLink href="/simulator" label="Simulator" place="top">
            <Smartphone aria-hidden />
          </NavLink>
        )}
      </nav>
      <p className="min-w-0 truncate px-2 font-medium md:hidden">{account.leaderName}</p>
      <div className="ml-auto flex min-w-0 items-center gap-1">
        <CommandPalette />
        <AccountMenu {...account} simulator={simulator} />
      </div>
    </header>
  );
}

/** The ways between screens where a thumb reaches them. */
export function BottomBar() {
  return (
    <nav
      aria-label="Screens"
      className="flex shrink-0 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {screens.map(({ href, label, icon: Icon }) => (
        <NavLink key={href} href={href} label={label} place="bottom">
          <Icon aria-hidden />
        </NavLink>
      ))}
    </nav>
  );
}
