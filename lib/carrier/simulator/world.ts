import { randomUUID } from "node:crypto";
import { type Capabilities, firstCapabilities } from "./application";
import { Calls } from "./calls";
import type { Attached, Entry, Sent, Text } from "./entries";
import { Files } from "./files";
import { Ledger } from "./ledger";
import type { OwnedNumber } from "./numbers";
import { cut } from "./parts";
import { Phones } from "./phones";
import type { SimulatorOptions } from "./settings";
import { defaultSwitches, type Switches } from "./switches";
import { Webhooks } from "./webhooks";

/** How late a text's webhook comes, in milliseconds: written so long ago, brought so long from now. */
export type Late = { agoMs?: number; delayMs?: number };

/** All that the simulator knows: numbers, phones, switches, and the webhooks it still owes. Rebuilt from the ledger at start. */
export class World {
  readonly ledger: Ledger;
  readonly phones = new Phones();
  readonly files: Files;
  readonly calls = new Calls(this);
  readonly webhooks: Webhooks;
  /** By digits, without "+". */
  readonly owned = new Map<string, OwnedNumber>();
  application: { name: string; capabilities: Capabilities };
  /** `unanswered`: sends whose result the sender was not told, because of a silent or gateway outage. */
  readonly counts = { accepted: 0, refused: 0, texts: 0, unanswered: 0 };
  switches: Switches;

  private constructor(readonly options: SimulatorOptions) {
    this.ledger = new Ledger(options.dir);
    this.files = new Files(options.dir);
    this.switches = { ...defaultSwitches };
    this.application = { name: "Tenfour", capabilities: firstCapabilities(options) };
    this.webhooks = new Webhooks(
      options,
      () => this.application.capabilities,
      this.ledger,
      {
        started: (entry, what) => entry.k === "sent" && this.phones.mark(entry.id, what),
        ended: (entry, _what, well) => entry.k === "text" && this.phones.mark(entry.id, well ? "delivered" : "waiting"),
      },
      () => this.switches.duplicates,
    );
  }

  /** Opens the ledger, replays it, and goes on with what was left undone. */
  static async open(options: SimulatorOptions): Promise<World> {
    const world = new World(options);
    const owed = new Map<string, { entry: Sent | Text; hooks: Set<string> }>();
    await world.ledger.replay((entry) => world.#remember(entry, owed));
    Object.assign(world.switches, options.switches);
    for (const { entry, hooks } of owed.values()) {
      if (Date.now() - entry.at > 24 * 3_600_000) continue;
      for (const what of hooks) world.webhooks.plan(entry, what, final(what) ? world.switches.receiptDelayMs : 0);
    }
    return world;
  }

  /** A text was accepted: its bubble and its receipts. Called once it is in the ledger. */
  accepted(entry: Sent): void {
    this.counts.accepted++;
    this.phones.show({ ...bubble(entry), phone: entry.to, number: entry.from, mine: false, status: "accepted" });
    const { receiptDelayMs, shuffle } = this.switches;
    if (entry.hooks.length === 0) this.phones.mark(entry.id, entry.code ? "undeliverable" : "delivered");
    for (const what of entry.hooks) {
      const delay = final(what) ? receiptDelayMs : receiptDelayMs / 4;
      this.webhooks.plan(entry, what, shuffle ? Math.random() * receiptDelayMs * 2 : delay);
    }
  }

  /**
   * A phone sends a text. Numbers are E.164. Returns the carrier's id. The webhook goes out once the ledger has it, or
   * `delayMs` later; the text may have been written `agoMs` before, in milliseconds.
   */
  text(from: string, to: string, text: string, media?: Attached[], late: Late = {}): string {
    const id = randomUUID();
    const { agoMs = 0, delayMs = 0 } = late;
    // The older dialect has no pictures: accounts set so get them in the newer one.
    const dialect = media ? "messages" : this.switches.dialect;
    const count = dialect === "sms" ? cut(text).length : 1;
    const inbound =
      count === 1 ? ["inbound"] : Array.from({ length: count }, (_, part) => `inbound:${part + 1}/${count}`);
    // Accounts of the older dialect take texts to all their numbers at one address.
    const hooks = dialect === "sms" || this.isLinked(to) ? inbound : [];
    const at = Date.now() - agoMs;
    const entry: Text = { k: "text", at, id, from, to, text, ...(media ? { media } : {}), dialect, hooks };
    this.counts.texts++;
    this.phones.show({ ...bubble(entry), phone: from, number: to, mine: true, status: statusOf(hooks, "sending") });
    this.ledger.append(entry, (error) => {
      if (!error) for (const what of hooks) this.webhooks.plan(entry, what, delayMs);
    });
    return id;
  }

  /** Whether texts and calls to a number come to the application. One that is not the account's does: strays happen. */
  isLinked(phone: string): boolean {
    const number = this.owned.get(phone.replace("+", ""));
    return !number || number.application === this.options.applicationId;
  }

  own(phone: string, country: string, owned: boolean, application?: string): void {
    const entry: Entry = {
      k: "number",
      at: Date.now(),
      phone,
      owned,
      country,
      ...(application ? { application } : {}),
    };
    this.#remember(entry);
    this.ledger.append(entry);
  }

  /** The application's owner has changed what it can do and where its webhooks go. */
  changeApplication(wish: { name: string; capabilities: Capabilities }): void {
    const entry: Entry = { k: "application", at: Date.now(), base: this.options.webhookBase, ...wish };
    this.#remember(entry);
    this.ledger.append(entry);
  }

  keep(phone: string, kept: boolean): void {
    const entry: Entry = { k: "phone", at: Date.now(), phone, kept };
    this.#remember(entry);
    this.ledger.append(entry);
  }

  turn(switches: Partial<Switches>): void {
    const entry: Entry = { k: "switches", at: Date.now(), switches };
    this.#remember(entry);
    this.ledger.append(entry);
  }

  close(): void {
    this.webhooks.close();
    this.ledger.close();
  }

  #remember(entry: Entry, owed?: Map<string, { entry: Sent | Text; hooks: Set<string> }>): void {
    switch (entry.k) {
      case "number": {
        const digits = entry.phone.replace("+", "");
        if (entry.owned)
          this.owned.set(digits, { phone: entry.phone, country: entry.country, application: entry.application });
        else this.owned.delete(digits);
        break;
      }
      case "application":
        // Of another program, or of this one on another port: its addresses lead nowhere now.
        if (entry.base === this.options.webhookBase)
          this.application = { name: entry.name, capabilities: entry.capabilities };
        break;
      case "phone":
        if (entry.kept) this.phones.kept.add(entry.phone);
        else this.phones.kept.delete(entry.phone);
        break;
      case "switches":
        Object.assign(this.switches, entry.switches);
        break;
      case "sent":
        this.counts.accepted++;
        if (entry.hooks.length > 0) owed?.set(entry.id, { entry, hooks: new Set(entry.hooks) });
        this.phones.show({
          ...bubble(entry),
          phone: entry.to,
          number: entry.from,
          mine: false,
          status: entry.hooks.length > 0 ? "accepted" : entry.code ? "undeliverable" : "delivered",
        });
        break;
      case "text":
        this.counts.texts++;
        owed?.set(entry.id, { entry, hooks: new Set(entry.hooks) });
        this.phones.show({
          ...bubble(entry),
          phone: entry.from,
          number: entry.to,
          mine: true,
          status: statusOf(entry.hooks, "waiting"),
        });
        break;
      case "refused":
        this.counts.refused++;
        break;
      case "hook":
        this.#settle(entry, owed);
        break;
    }
  }

  #settle(entry: Extract<Entry, { k: "hook" }>, owed?: Map<string, { entry: Sent | Text; hooks: Set<string> }>): void {
    const debt = owed?.get(entry.id);
    const well = entry.status >= 200 && entry.status < 300;
    if (!entry.what.startsWith("inbound")) this.phones.mark(entry.id, entry.what);
    else if (well) this.phones.mark(entry.id, "delivered");
    if (!debt || !well) return;
    debt.hooks.delete(entry.what);
    if (debt.hooks.size === 0) owed?.delete(entry.id);
  }
}

/** A phone does not learn that nobody is told of its text. */
const statusOf = (hooks: string[], owed: string) => (hooks.length > 0 ? owed : "delivered");
const final = (what: string) => what === "delivered" || what === "undeliverable";
const bubble = ({ id, text, at, media }: Sent | Text) => ({ id, text, at, ...(media ? { media } : {}) });

/** The receipts a text will have, by the switches at the time it is accepted. */
export function outcomeOf(switches: Switches): Pick<Sent, "hooks" | "code"> {
  const code = switches.failures > 0 && Math.random() < switches.failures ? switches.failureCode : undefined;
  return {
    hooks: switches.receipts ? ["submitted", code ? "undeliverable" : "delivered"] : [],
    ...(code ? { code } : {}),
  };
}
