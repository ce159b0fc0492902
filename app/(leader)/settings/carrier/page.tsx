import type { Metadata } from "next";
import { CarrierSettings } from "@/components/settings/carrier/carrier-settings";
import { OnlyFor } from "@/components/settings/only-for";
import { shownLine } from "@/lib/carrier/connect";
import { env } from "@/lib/env";
import { isOperator } from "@/lib/team/operator";
import { requireTeammate } from "@/lib/team/session";
import { Confirmable } from "../confirmable";
import { checkCarrier, connect, disconnect, fixCarrier } from "./actions";

export const metadata: Metadata = { title: "Carrier" };

export default async function CarrierPage() {
  const teammate = await requireTeammate();
  if (!(await isOperator(teammate)))
    return (
      <OnlyFor
        title="Who carries the texts?"
        sentence="The carrier belongs to this whole Tenfour. The owner who runs it can see and change it."
      />
    );
  return (
    <Confirmable teammate={teammate} about="the account that sends everyone’s texts and sign-in codes">
      <CarrierSettings
        first={shownLine()}
        publicUrl={env().PUBLIC_URL}
        connect={connect}
        disconnect={disconnect}
        check={checkCarrier}
        fix={fixCarrier}
      />
    </Confirmable>
  );
}
