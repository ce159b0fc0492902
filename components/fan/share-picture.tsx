import { initialsOf } from "./frame";
import { inkOn } from "./style";

/** Pixels; what all networks that show links ask for. */
export const shareSize = { width: 1200, height: 630 };

type Props = {
  name: string;
  accent: string;
  /** As people write it; null while there is none. */
  number: string | null;
  /** A JPEG as a data address, or null. */
  picture: string | null;
  words: string;
};

/** What a post shows of the link: face, name and number, large enough for a thumb-sized picture. */
export function SharePicture({ name, accent, number, picture, words }: Props) {
  const ink = inkOn(accent);
  const face = { width: 260, height: 260, borderRadius: 130 };
  return (
    <div
      style={{
        width: "100%",
        height: "100%",
        display: "flex",
        alignItems: "center",
        gap: 64,
        padding: "0 88px",
        background: accent,
        color: ink,
      }}
    >
      {picture ? (
        <img src={picture} alt="" style={{ ...face, border: `8px solid ${ink}` }} />
      ) : (
        <div
          style={{
            ...face,
            display: "flex",
            alignItems: "center",
            justifyContent: "center",
            border: `8px solid ${ink}`,
            fontSize: 104,
          }}
        >
          {initialsOf(name)}
        </div>
      )}
      <div style={{ display: "flex", flexDirection: "column", flex: 1 }}>
        <div style={{ display: "block", fontSize: name.length > 24 ? 56 : 76, lineHeight: 1.15, lineClamp: 2 }}>
          {name}
        </div>
        <div style={{ marginTop: 28, fontSize: 40, opacity: 0.9 }}>{words}</div>
        {number && <div style={{ marginTop: 8, fontSize: 72 }}>{number}</div>}
      </div>
    </div>
  );
}
