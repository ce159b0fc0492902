import { Labelled } from "@/components/sign-in/labelled";
import { handleOf, type Step } from "./draft";

/** Name, handle and own mobile. */
export function WhoStep({ draft, change, problem, publicUrl }: Step & { publicUrl: string }) {
  const error = (field: string) => (problem?.field === field ? problem.sentence : null);
  const handle = handleOf(draft);
  return (
    <div className="grid gap-5">
      <Labelled
        label="Name"
        name="name"
        autoComplete="name"
        maxLength={60}
        value={draft.name}
        error={error("name")}
        onChange={(event) => change({ name: event.target.value })}
      />
      <Labelled
        label="Handle"
        name="handle"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        maxLength={30}
        hint={
          <span className="break-all">
            Your page: {publicUrl.replace(/^https?:\/\//, "")}/{handle || "…"}
          </span>
        }
        value={handle}
        error={error("handle")}
        onChange={(event) => change({ handle: event.target.value.toLowerCase().replace(/\s+/g, "-") })}
      />
      <Labelled
        label="Your own mobile"
        name="mobile"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        placeholder="(773) 555-0123"
        hint="Sign-in codes are texted here. Fans never see it."
        value={draft.mobile}
        error={error("mobile")}
        onChange={(event) => change({ mobile: event.target.value })}
      />
    </div>
  );
}
