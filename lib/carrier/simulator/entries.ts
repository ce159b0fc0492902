import type { Capabilities } from "./application";
import type { Switches } from "./switches";

/** Milliseconds since 1970. Numbers are E.164 with "+". */
type At = { at: number };
type Dialect = Switches["dialect"];

/** A picture or the like: the copy that lies in the simulator's folder, or why there is none. */
export type Attached = { kind: string; file: string; type: string; name?: string } | { kind: string; lost: string };

/** A send that was accepted, with the webhooks it will cause. */
export type Sent = At & {
  k: "sent";
  id: string;
  from: string;
  to: string;
  text: string;
  ref?: string;
  media?: Attached[];
  /** Overrides where receipts go. */
  url?: string;
  dialect: Dialect;
  parts: number;
  hooks: string[];
  /** Set where it ends undeliverable. */
  code?: string;
};

/** A text that a phone sent. A long one of the older dialect has a webhook per part. */
export type Text = At & {
  k: "text";
  id: string;
  from: string;
  to: string;
  text: string;
  media?: Attached[];
  dialect: Dialect;
  hooks: string[];
};

/** A send that was turned away. */
export type Refused = At & { k: "refused"; status: number; from?: string; to?: string; ref?: string; why: string };

/** One attempt to bring a webhook. Status 0: no answer. */
export type Attempt = At & {
  k: "hook";
  id: string;
  what: string;
  try: number;
  status: number;
  ms: number;
  again?: true;
};

/** One question or event about a call, and how it was answered. Status 0: no answer. */
export type Called = At & { k: "call"; id: string; from: string; to: string; what: string; status: number; ms: number };

/** A number bought, linked or given back. */
export type Owned = At & { k: "number"; phone: string; owned: boolean; country: string; application?: string };

/** The application's capabilities were changed. They hold while webhooks are brought to the same program. */
export type Changed = At & { k: "application"; base: string; name: string; capabilities: Capabilities };

/** A phone kept on the page of phones. */
export type Kept = At & { k: "phone"; phone: string; kept: boolean };

export type Switched = At & { k: "switches"; switches: Partial<Switches> };

export type Entry = Sent | Text | Refused | Attempt | Owned | Changed | Kept | Switched | Called;
