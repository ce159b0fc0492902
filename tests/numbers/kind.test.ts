import { expect, test } from "vitest";
import { answersStopItself, kindOf } from "@/lib/numbers/kind";
import { mayBeMobile } from "@/lib/numbers/line-type";

test("what a number is: ten digits of a place, toll-free, or a short code", () => {
  expect(["+17733659687", "+18005550123", "+18335550123", "+18885550123", "72345", "738"].map(kindOf)).toEqual([
    ...["local", "toll_free", "toll_free", "toll_free", "short_code", "short_code"],
  ]);
  // 822 is kept for toll-free and not given out; 808 is Hawaii.
  expect(["+18085550123", "+18285550123"].map(kindOf)).toEqual(["local", "local"]);
});

test("STOP is answered by the carrier on toll-free numbers alone: on 10DLC and short codes it is ours to answer", () => {
  expect(["+18005550123", "+17733659687", "72345"].map(answersStopItself)).toEqual([true, false, false]);
});

test("texts may reach what may be a mobile", () => {
  for (const mobile of ["+14155550101", "+17733659687", "+14165550142", "+17875550123"])
    expect([mobile, mayBeMobile(mobile)]).toEqual([mobile, true]);
  for (const none of ["+18005550123", "+19005550123", "+15005550123", "72345", "nonsense", ""])
    expect([none, mayBeMobile(none)]).toEqual([none, false]);
});
