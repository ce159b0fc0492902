import { InboxHome } from "@/components/inbox/inbox-home";
import { QrCode } from "@/components/inbox/qr-code";
import { simulatorAccess } from "@/lib/carrier/simulator/access";
import { showPhone } from "@/lib/numbers/phone";
import { requireTeammate } from "@/lib/team/session";

/** No conversation is open: what to do next. */
export default async function InboxPage() {
  const { number } = await requireTeammate();
  return (
    <InboxHome
      number={number}
      shownNumber={number ? showPhone(number) : ""}
      simulator={simulatorAccess() !== null}
      qrCode={
        number ? <QrCode content={`sms:${number}`} label={`QR code that opens a text to ${showPhone(number)}`} /> : null
      }
    />
  );
}
