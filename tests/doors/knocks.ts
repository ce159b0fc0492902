import { editable } from "@/lib/members/edit";
import { bob, more, secret } from "./bob";

/** "none": 404. "own": an answer in which nothing of Bob's stands. Anything else is why no id is taken. */
export type Rule = "none" | "own";
export type Knock = { rule: Rule; ask: (door: never) => unknown };
const get = (rule: Rule, address: () => string, params: () => Record<string, string> = () => ({})): Knock => ({
  rule,
  ask: (door: (request: Request, context: unknown) => unknown) =>
    door(new Request(`http://tenfour.test${address()}`), { params: Promise.resolve(params()) }),
});
const post = (rule: Rule, body: () => unknown): Knock => ({
  rule,
  ask: (door: (request: Request, context: unknown) => unknown) =>
    door(new Request("http://tenfour.test/", { method: "POST", body: JSON.stringify(body()) }), {}),
});
const act = (rule: Rule, input: () => unknown): Knock => ({
  rule,
  ask: (door: (input: unknown) => unknown) => door(input()),
});
const page = (params: () => Record<string, string>): Knock => ({
  rule: "none",
  ask: (door: (props: unknown) => unknown) => door({ params: Promise.resolve(params()) }),
});

const draft = { body: "x", audience: null, plan: { kind: "now" }, media: [] };
const broadcastOf = (rule: Rule = "none") => act(rule, () => ({ id: bob.sent }));
const importOf = () => act("none", () => ({ id: bob.import }));
const crowds = [() => ({ tagId: bob.tag }), () => ({ segmentId: bob.segment })];
const nobody = { ids: [1] };
const once = "7b0c9f5e-3b1f-4f0e-9f56-0d6e4c1f2a10";

/** Every door at which something is named by its id, and how it is knocked at with Bob's. */
export const knocks: Record<string, Knock[]> = {
  "(leader)/(imports)/members/import/[id]/progress/route.ts GET": [
    get(
      "none",
      () => "/",
      () => ({ id: String(bob.import) }),
    ),
  ],
  "(leader)/(imports)/members/import/[id]/refused/route.ts GET": [
    get(
      "none",
      () => "/",
      () => ({ id: String(bob.import) }),
    ),
  ],
  "(leader)/(imports)/members/import/[id]/page.tsx default": [page(() => ({ id: String(bob.import) }))],
  "(leader)/(imports)/members/import/actions.ts check": [
    act("none", () => ({
      id: bob.import,
      mapping: { header: true, columns: ["phone", null], tags: [], rule: "fill", dates: "month_first" },
      source: "from the merch table",
      proof: false,
    })),
  ],
  "(leader)/(imports)/members/import/actions.ts begin": [importOf()],
  "(leader)/(imports)/members/import/actions.ts resume": [importOf()],
  "(leader)/(imports)/members/import/actions.ts stop": [importOf()],
  "(leader)/(imports)/members/import/actions.ts undo": [act("none", () => ({ id: bob.import, typed: 1 }))],
  "(leader)/members/rows/route.ts GET": [
    get("none", () => `/?tag=${bob.tag}`),
    get("none", () => `/?segment=${bob.segment}`),
    get("own", () => `/?ids=${bob.member}`),
    get("own", () => `/?q=${secret}`),
  ],
  "(leader)/members/count/route.ts GET": [
    get("none", () => `/?tag=${bob.tag}`),
    get("none", () => `/?segment=${bob.segment}`),
  ],
  "(leader)/members/recent/route.ts GET": [get("own", () => "/")],
  "(leader)/members/export/route.ts GET": [
    get("none", () => `/?tag=${bob.tag}`),
    get("none", () => `/?segment=${bob.segment}`),
    get("own", () => `/?columns=field:${bob.field}`),
  ],
  "(leader)/members/export/texts/route.ts GET": [get("own", () => "/")],
  "(leader)/members/export/consent/route.ts GET": [get("own", () => "/")],
  "(leader)/members/[member]/export/route.ts GET": [
    get(
      "none",
      () => "/",
      () => ({ member: String(bob.member) }),
    ),
  ],
  "(leader)/members/[member]/page.tsx default": [page(() => ({ member: String(bob.member) }))],
  "(leader)/members/actions.ts edit": [
    act("none", () => ({
      memberId: bob.member,
      typed: { ...Object.fromEntries(editable.map((one) => [one, ""])), firstName: "Eve" },
    })),
  ],
  "(leader)/members/actions.ts setMark": [act("none", () => ({ memberId: bob.member, mark: "blocked", on: true }))],
  "(leader)/members/actions.ts tag": [act("none", () => ({ memberId: bob.member, name: "mine" }))],
  "(leader)/members/actions.ts untag": [act("none", () => ({ memberId: bob.member, tagId: bob.tag }))],
  "(leader)/members/actions.ts note": [act("none", () => ({ memberId: bob.member, body: "x" }))],
  "(leader)/members/actions.ts unnote": [act("none", () => ({ noteId: bob.note }))],
  "(leader)/members/actions.ts remove": [act("none", () => ({ memberId: bob.member }))],
  "(leader)/members/actions.ts bringBack": [act("none", () => ({ memberId: bob.gone }))],
  "(leader)/members/bulk-actions.ts tagMany": [
    ...crowds.map((crowd) => act("none", () => ({ crowd: crowd(), kind: "tag", name: "mine" }))),
    act("none", () => ({ crowd: { ids: [bob.member] }, kind: "tag", name: "mine" })),
    act("none", () => ({ crowd: nobody, kind: "untag", name: secret })),
  ],
  "(leader)/members/bulk-actions.ts listMany": crowds.map((crowd) =>
    act("none", () => ({ crowd: crowd(), name: "mine" })),
  ),
  "(leader)/members/bulk-actions.ts deleteMany": [
    ...crowds.map((crowd) => act("none", () => ({ crowd: crowd(), typed: 1 }))),
    act("none", () => ({ crowd: { ids: [bob.member] }, typed: 1 })),
  ],
  "(leader)/members/bulk-actions.ts undoMany": [act("none", () => ({ id: more.bulk }))],
  "(leader)/members/bulk-actions.ts resumeMany": [act("none", () => ({ id: more.bulk }))],
  "(leader)/segments/[segment]/page.tsx default": [page(() => ({ segment: String(bob.segment) }))],
  "(leader)/segments/count/route.ts POST": (["estimate", "exact", "examples"] as const).flatMap((want) => [
    post("own", () => ({ tree: { is: "segment", segmentId: bob.segment }, want })),
    post("own", () => ({ tree: { is: "members", ids: [bob.member] }, want })),
    post("own", () => ({ tree: { is: "tag", any: [bob.tag] }, want })),
  ]),
  "(leader)/segments/sizes/route.ts GET": [get("own", () => `/?ids=${bob.segment}`)],
  "(leader)/segments/actions.ts save": [
    act("none", () => ({ id: bob.segment, name: "mine", tree: { is: "everyone" } })),
    act("none", () => ({ id: null, name: "mine", tree: { is: "segment", segmentId: bob.segment } })),
  ],
  "(leader)/segments/actions.ts rename": [act("none", () => ({ id: bob.segment, name: "mine" }))],
  "(leader)/segments/actions.ts duplicate": [act("none", () => ({ id: bob.segment }))],
  "(leader)/segments/actions.ts remove": [act("none", () => ({ id: bob.segment }))],
  "(leader)/segments/actions.ts restore": [act("none", () => ({ id: bob.segment }))],
  "(leader)/settings/sign-up/actions.ts saveSignUpPage": [
    act("none", () => ({
      looks: {
        accent: "#2b50c8",
        greeting: "",
        greetingEs: "",
        textWords: "",
        minAge: "13",
        languages: "both",
        cardOnRequest: true,
        cardAfterSignUp: false,
        cardAs: "link",
      },
      fields: [
        { id: bob.field, label: "mine", labelEs: "", kind: "text", choices: [], onSignUp: true, required: false },
      ],
    })),
  ],
  "(leader)/settings/calls/list/route.ts GET": [get("own", () => "/")],
  "(leader)/settings/numbers/actions.ts saveNumber": [
    act("none", () => ({
      phone: more.number,
      partsPerSecond: 1,
      partsPerDay: 100,
      carrierAnswersStop: false,
      campaign: {},
    })),
  ],
  "(leader)/settings/numbers/actions.ts askLoss": [act("own", () => ({ phone: more.number }))],
  "(leader)/settings/numbers/actions.ts releaseNumber": [act("none", () => ({ phone: more.number, typed: "1112" }))],
  "(leader)/inbox/[member]/page.tsx default": [page(() => ({ member: String(bob.member) }))],
  "(leader)/inbox/[member]/messages/route.ts GET": [
    get(
      "none",
      () => "/",
      () => ({ member: String(bob.member) }),
    ),
  ],
  "(leader)/inbox/threads/route.ts GET": [
    get("own", () => `/?members=${bob.member}`),
    get("own", () => `/?broadcast=${bob.sent}`),
  ],
  "(leader)/inbox/actions.ts send": [act("none", () => ({ memberId: bob.member, body: "x", onceKey: once }))],
  "(leader)/inbox/actions.ts sendAgain": [act("none", () => ({ memberId: bob.member, messageId: bob.text }))],
  "(leader)/inbox/actions.ts leaveIt": [act("none", () => ({ memberId: bob.member, messageId: bob.text }))],
  "(leader)/inbox/actions.ts read": [act("none", () => ({ memberId: bob.member }))],
  "(leader)/inbox/actions.ts done": [act("none", () => ({ memberId: bob.member }))],
  "(leader)/inbox/actions.ts undoneDone": [
    act("none", () => ({ memberId: bob.member, before: { unread: 0, unanswered: false } })),
  ],
  "(leader)/inbox/actions.ts optOut": [act("none", () => ({ memberId: bob.member }))],
  "(leader)/inbox/actions.ts keep": [act("none", () => ({ memberId: bob.member }))],
  "(leader)/broadcasts/[id]/page.tsx default": [
    page(() => ({ id: String(bob.broadcast) })),
    page(() => ({ id: String(bob.sent) })),
  ],
  "(leader)/broadcasts/[id]/draft/route.ts GET": [
    get(
      "none",
      () => "/",
      () => ({ id: String(bob.broadcast) }),
    ),
  ],
  "(leader)/broadcasts/[id]/people/route.ts GET": [
    get(
      "none",
      () => "/",
      () => ({ id: String(bob.sent) }),
    ),
  ],
  "(leader)/broadcasts/[id]/progress/route.ts GET": [
    get(
      "none",
      () => "/",
      () => ({ id: String(bob.sent) }),
    ),
  ],
  "(leader)/broadcasts/[id]/results/route.ts GET": [
    get(
      "none",
      () => "/",
      () => ({ id: String(bob.sent) }),
    ),
  ],
  "(leader)/broadcasts/list/route.ts GET": [get("own", () => "/")],
  "(leader)/broadcasts/actions.ts begin": [
    act("none", () => ({ of: { broadcastId: bob.sent, cut: { by: "slice", slice: "answered" } } })),
  ],
  "(leader)/broadcasts/actions.ts save": [act("own", () => ({ id: bob.broadcast, revision: 0, content: draft }))],
  "(leader)/broadcasts/actions.ts review": [act("none", () => ({ id: bob.broadcast, content: draft }))],
  "(leader)/broadcasts/actions.ts send": [act("none", () => ({ id: bob.broadcast, revision: 0 }))],
  "(leader)/broadcasts/actions.ts test": [act("none", () => ({ id: bob.broadcast, onceKey: once, reader: null }))],
  "(leader)/broadcasts/actions.ts discard": [act("none", () => ({ id: bob.broadcast }))],
  "(leader)/broadcasts/actions.ts restore": [act("own", () => ({ ...draft, media: [more.media] }))],
  "(leader)/broadcasts/actions.ts copy": [act("none", () => ({ id: bob.sent }))],
  "(leader)/broadcasts/actions.ts saveSegment": [
    act("none", () => ({ broadcastId: bob.sent, cut: { by: "slice", slice: "answered" }, name: "mine" })),
  ],
  "(leader)/broadcasts/actions.ts pause": [broadcastOf()],
  "(leader)/broadcasts/actions.ts resume": [broadcastOf()],
  "(leader)/broadcasts/actions.ts cancel": [broadcastOf()],
  "(leader)/broadcasts/actions.ts unschedule": [broadcastOf()],
  "(leader)/settings/team/actions.ts setRole": [
    act("none", () => ({ teammateId: bob.teammate, role: "reader" })),
    act("none", () => ({ teammateId: bob.teammate, role: "owner" })),
  ],
  "(leader)/settings/team/actions.ts removeFromTeam": [act("none", () => ({ teammateId: bob.teammate }))],
  "(leader)/settings/security/actions.ts signOutDevice": [act("none", () => ({ id: bob.session }))],
  "(leader)/settings/security/actions.ts forgetKnownDevice": [act("none", () => ({ id: bob.device }))],
  "(leader)/settings/security/actions.ts dropPasskey": [act("none", () => ({ id: bob.passkey }))],
  "(leader)/find/route.ts GET": [get("own", () => `/?q=${secret}`)],
  "media/own/[id]/route.ts GET": [
    get(
      "none",
      () => "/",
      () => ({ id: more.media }),
    ),
  ],
};
