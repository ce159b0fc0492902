import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Receipt } from "@/lib/carrier/carrier";
import { db } from "@/lib/db/client";
import { type NewArrival, writeArrival } from "@/lib/inbound/write";
import { claim, writeResults } from "@/lib/messages/outbox";
import { InboundOffice } from "./office";

let office: InboundOffice;
let counter = 0;
beforeAll(async () => {
  office = await InboundOffice.open();
});
afterAll(() => office.database.close());

describe("receipts", () => {
  const receipt = (ref: string, outcome: Receipt["outcome"], error: Receipt["error"] = null): NewArrival => {
    const told: Receipt = {
      carrierId: `uuid-${ref}`,
      ref,
      from: office.number,
      to: "+1",
      outcome,
      status: outcome,
      error,
    };
    return {
      kind: "receipt",
      key: `r:${ref}:${outcome}:${counter++}`,
      content: JSON.stringify(told),
      concatKey: null,
      concatPart: null,
      problem: null,
    };
  };
  const sent = async (from: string) => {
    await office.bring({ from });
    const { toSend } = await claim({ leaderId: office.leaderId, phone: office.number }, 1_000);
    const text = toSend.find((one) => one.phone === from);
    if (!text) throw new Error("nothing was claimed");
    return { text, ref: `m.${text.leaderId}.${text.memberId}.${text.id}` };
  };
  const stateOf = async (from: string) =>
    (
      await db().execute<{ state: string }>(
        sql`SELECT state FROM messages WHERE phone = ${from} AND outbound ORDER BY id`,
      )
    ).rows[0]?.state;

  it("only move a text forward, in whatever order and however often they come", async () => {
    const from = "+14155552040";
    const { text, ref } = await sent(from);
    await writeArrival(receipt(ref, "delivered"));
    await writeArrival(receipt(ref, "sent"));
    await writeArrival(receipt(ref, "failed", { code: "1330", reason: "?", remedy: "give_up" }));
    await office.process();
    expect(await stateOf(from)).toBe("delivered");
    await writeResults(db(), [{ ...text, state: "sent", carrierId: `uuid-${ref}` }]);
    expect(await stateOf(from)).toBe("delivered");
  });

  it("settle what was unconfirmed", async () => {
    const from = "+14155552041";
    const { text, ref } = await sent(from);
    await writeResults(db(), [{ ...text, state: "unconfirmed", reason: "?" }]);
    expect(await stateOf(from)).toBe("unconfirmed");
    await writeArrival(receipt(ref, "sent"));
    await office.process();
    expect(await stateOf(from)).toBe("sent");
  });

  it("opt out whom the carrier says has opted out, and mark dead numbers", async () => {
    const [one, two] = [await sent("+14155552042"), await sent("+14155552043")];
    await writeArrival(
      receipt(one.ref, "failed", { code: "1240", reason: "They opted out at the carrier.", remedy: "opt_out" }),
    );
    await writeArrival(
      receipt(two.ref, "failed", { code: "1170", reason: "This number does not exist.", remedy: "unreachable" }),
    );
    await writeArrival(receipt("m.1.2.999999", "delivered"));
    await writeArrival(receipt("something else", "delivered"));
    await office.process();
    expect((await office.statusOf("+14155552042"))?.status).toBe("opted_out");
    const dead = await db().execute<{ dead: boolean }>(
      sql`SELECT unreachable_at IS NOT NULL AS dead FROM members WHERE phone = '+14155552043'`,
    );
    expect(dead.rows[0]?.dead).toBe(true);
  });

  it("without our reference are matched by the carrier's own id, also where they were faster than its answer", async () => {
    const [one, two, three] = [await sent("+14155552070"), await sent("+14155552071"), await sent("+14155552072")];
    const unnamed = (phone: string, carrierId: string, error: Receipt["error"] = null): NewArrival => {
      const outcome = error ? ("failed" as const) : ("delivered" as const);
      const told: Receipt = { carrierId, ref: null, from: office.number, to: phone, outcome, status: outcome, error };
      return { ...receipt("", outcome), content: JSON.stringify(told) };
    };
    await writeResults(db(), [{ ...one.text, state: "sent", carrierId: "c-one" }]);
    await writeArrival(unnamed("+14155552070", "c-one"));
    await writeArrival(unnamed("+14155552071", "c-two", { code: "9", reason: "?", remedy: "opt_out" }));
    await writeArrival(unnamed("+14155552072", "c-unknown", { code: "9", reason: "?", remedy: "opt_out" }));
    await office.process();
    expect(await stateOf("+14155552070")).toBe("sent");
    await writeResults(db(), [{ ...two.text, state: "sent", carrierId: "c-two" }]);
    await db().execute(sql`UPDATE arrivals SET received_at = now() - interval '4 seconds' WHERE digested_at IS NULL`);
    await office.process();
    expect(await stateOf("+14155552070")).toBe("delivered");
    expect([await stateOf("+14155552071"), (await office.statusOf("+14155552071"))?.status]).toEqual([
      "failed",
      "opted_out",
    ]);
    // Of whichever text it was: they opted out at the carrier.
    expect(three.text.phone).toBe("+14155552072");
    expect((await office.statusOf("+14155552072"))?.status).toBe("opted_out");
  });

  it.each(["", "order-17", "m.1", "b.x.y.z"])(
    "with a reference that is none of ours (%j) are matched alike",
    async (ref) => {
      const phone = `+1415555${2074 + ["", "order-17", "m.1", "b.x.y.z"].indexOf(ref)}`;
      const { text } = await sent(phone);
      await writeResults(db(), [{ ...text, state: "sent", carrierId: `c-${phone}` }]);
      const told = {
        carrierId: `c-${phone}`,
        ref,
        from: office.number,
        to: phone,
        outcome: "delivered",
        status: "delivered",
      };
      await writeArrival({ ...receipt("", "delivered"), content: JSON.stringify({ ...told, error: null }) });
      await db().execute(sql`UPDATE arrivals SET received_at = now() - interval '4 seconds' WHERE digested_at IS NULL`);
      await office.process();
      expect(await stateOf(phone)).toBe("delivered");
    },
  );

  it("of a broadcast without our reference find their delivery", async () => {
    const from = "+14155552073";
    await office.bring({ from });
    const { rows: members } = await db().execute<{ id: number }>(sql`SELECT id FROM members WHERE phone = ${from}`);
    const made = await db().execute<{ id: number }>(sql`
      INSERT INTO broadcasts (leader_id, number, body, state, started_at) VALUES (${office.leaderId}, ${office.number}, 'x', 'sending', now()) RETURNING id`);
    const id = made.rows[0]?.id;
    await db().execute(sql`
      INSERT INTO deliveries (leader_id, broadcast_id, member_id, phone, state, carrier_id)
      VALUES (${office.leaderId}, ${id}, ${members[0]?.id}, ${from}, 'sent', 'c-broadcast')`);
    const told: Receipt = {
      carrierId: "c-broadcast",
      ref: null,
      from: office.number,
      to: from,
      outcome: "delivered",
      status: "delivered",
      error: null,
    };
    await writeArrival({ ...receipt("", "delivered"), content: JSON.stringify(told) });
    await db().execute(sql`UPDATE arrivals SET received_at = now() - interval '4 seconds' WHERE digested_at IS NULL`);
    await office.process();
    const { rows } = await db().execute(sql`SELECT state FROM deliveries WHERE broadcast_id = ${id}`);
    expect(rows).toEqual([{ state: "delivered" }]);
  });

  it("are gone once they have nothing more to tell; those with an error stay, and act once", async () => {
    const from = "+14155552044";
    const { ref } = await sent(from);
    const went = receipt(ref, "delivered");
    const refused = receipt(ref, "failed", { code: "1240", reason: "?", remedy: "opt_out" });
    const brought = async (arrival: NewArrival) => {
      await writeArrival(arrival);
      await office.process();
      const kept = await db().execute(sql`SELECT 1 FROM arrivals WHERE key IN (${went.key}, ${refused.key})`);
      return [kept.rows.length, await stateOf(from), (await office.statusOf(from))?.status];
    };
    expect(await brought(went)).toEqual([0, "delivered", "new"]);
    expect(await brought(went)).toEqual([0, "delivered", "new"]);
    expect(await brought(refused)).toEqual([1, "delivered", "opted_out"]);
    await office.bring({ from, text: "START", at: new Date().toISOString() });
    expect(await brought(refused)).toEqual([1, "delivered", "new"]);
  });
});
