import { describe, expect, it } from "vitest";
import { isNothing } from "@/lib/imports/nothing";
import { looksLikePhone, phoneColumns, readPhones } from "@/lib/imports/phone-of-row";
import { guessColumns } from "@/lib/imports/recognize/guess";
import { phoneRank } from "@/lib/imports/recognize/phone-columns";

const rules = { caribbean: false, ownNumbers: new Set<string>() };
/** The number a row with these columns is texted at, or why there is none. */
function numberOf(header: string[], row: string[]): string {
  const columns = guessColumns(header, [row], [], looksLikePhone);
  const read = readPhones(row, phoneColumns(columns, header), rules);
  return "refused" in read ? read.refused : read.best.phone;
}

describe("columns of numbers", () => {
  it.each([
    ...[
      "Disconnected Cell",
      "Previous Mobile",
      "Old Cell",
      "Former Phone",
      "Bad Phone",
      "Wrong Mobile",
      "Invalid Cell",
    ],
    ...["Dead Phone", "Mom Cell", "Landlord Cell", "Recruiter Cell", "Husband Cell", "Doctor Phone", "Pharmacy Phone"],
    ...["Insurance Phone", "School Cell"],
  ])("%s is not the member's", (name) => {
    expect(phoneRank(name)).toBeNull();
    expect(numberOf(["Name", "Phone", name], ["A", "312-365-0102", "773-365-0101"])).toBe("+13123650102");
  });

  it("that are numbered without a space belong to their labels", () => {
    const header = ["Name", "Phone1", "Phone1Type", "Phone2", "Phone2Type"];
    expect(numberOf(header, ["A", "312-365-0102", "Home", "773-365-0101", "Cell"])).toBe("+17733650101");
  });

  it("of a student are the student's beside a parent's", () => {
    const header = ["Student", "Mom Cell", "Student Cell"];
    expect(numberOf(header, ["A", "312-365-0102", "773-365-0101"])).toBe("+17733650101");
  });
});

describe("words in a cell of numbers", () => {
  it.each([
    ["312-365-0102 (landline)", "not_mobile"],
    ["312-365-0102 fax", "not_mobile"],
    ["312-365-0102 (work)", "not_mobile"],
    ["312-365-0102 (cell)", "+13123650102"],
    ["312-365-0102 ext 5", "+13123650102"],
  ])("%s is %s", (text, wanted) => {
    expect(numberOf(["Name", "Phone"], ["A", text])).toBe(wanted);
  });
});

describe("what files write where they have nothing", () => {
  it.each([
    "none given",
    "N / A",
    "<blank>",
    "[none]",
    "(not set)",
    "NaT",
    "<NA>",
    "Please select",
    "aucun",
    "n/d",
    "-1",
  ])("%s is nothing", (text) => expect(isNothing(text, "city")).toBe(true));

  it.each(["No Name", "First Name", "FNU", "LNU", "Unknown Caller"])("%s is no name", (text) =>
    expect(isNothing(text, "firstName")).toBe(true),
  );
});
