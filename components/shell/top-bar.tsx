import { Inbox, Settings, Smartphone } from "lucide-react";
import { AccountMenu } from "./account-menu";
import { NavLink } from "./nav-link";

type Props = {
  leaderName: string;
  teammateName: string;
  number: string;
  shownNumber: string;
  simulator: boolean;
};

/** The ways between screens, and who is signed in. Only screens that exist stand here. */
export function TopBar({ simulator, ...account }: Props) {
  return (
    <header className="flex h-14 shrink-0 items-center gap-1 border-line border-b bg-surface px-2 md:px-4">
      <nav aria-label="Screens" className="flex min-w-0 items-center gap-1">
        <NavLink href="/inbox" label="Inbox">
          <Inbox aria-hidden />
        </NavLink>
        <NavLink href="/settings" label="Settings">
          <Settings aria-hidden />
        </NavLink>
        {simulator && (
          <NavLink href="/simulator" label="Simulator">
            <Smartphone aria-hidden />
          </NavLink>
        )}
      </nav>
      <div className="ml-auto min-w-0">
        <AccountMenu {...account} />
      </div>
    </header>
  );
}
