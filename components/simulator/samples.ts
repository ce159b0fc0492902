/** A file as the simulator takes it. */
export type Picked = { kind: "image" | "video" | "audio" | "vcard" | "file"; type: string; name: string; data: string };

const largest = 8_000_000;

/** Reads a file of one's own. Throws an Error with a sentence. */
export async function pickedFrom(file: File): Promise<Picked> {
  if (file.size > largest) throw new Error("That file is larger than 8 MB, more than a phone's text carries.");
  const type = file.type || (/\.vcf$/i.test(file.name) ? "text/vcard" : "application/octet-stream");
  const [family] = type.split("/");
  const kind =
    family === "image" || family === "video" || family === "audio"
      ? family
      : /vcard/.test(type)
        ? ("vcard" as const)
        : ("file" as const);
  return { kind, type, name: file.name.slice(0, 100), data: base64(new Uint8Array(await file.arrayBuffer())) };
}

type Draw = (pen: CanvasRenderingContext2D) => void;

const sunset: Draw = (pen) => {
  const sky = pen.createLinearGradient(0, 0, 0, 300);
  for (const [at, colour] of [
    [0, "#2b2f77"],
    [0.6, "#e8735a"],
    [1, "#f7c873"],
  ] as const)
    sky.addColorStop(at, colour);
  pen.fillStyle = sky;
  pen.fillRect(0, 0, 640, 480);
  pen.fillStyle = "#ffe9b0";
  pen.beginPath();
  pen.arc(320, 290, 60, 0, 7);
  pen.fill();
  pen.fillStyle = "#1d2a4d";
  pen.fillRect(0, 310, 640, 170);
  pen.fillStyle = "#f7c87355";
  for (let row = 0; row < 8; row++) pen.fillRect(320 - 70 + row * 6, 320 + row * 18, 140 - row * 12, 5);
};

const crowd: Draw = (pen) => {
  pen.fillStyle = "#141521";
  pen.fillRect(0, 0, 640, 480);
  for (let beam = 0; beam < 5; beam++) {
    pen.fillStyle = ["#e94f6466", "#4fb8e966", "#f4d35e66", "#8de94f66", "#b44fe966"][beam] as string;
    pen.beginPath();
    pen.moveTo(60 + beam * 130, 0);
    pen.lineTo(beam * 130 - 60, 480);
    pen.lineTo(beam * 130 + 120, 480);
    pen.fill();
  }
  pen.fillStyle = "#05060a";
  for (let head = 0; head < 26; head++) {
    pen.beginPath();
    pen.arc(14 + head * 25, 400 + (head % 3) * 16, 17, 0, 7);
    pen.fill();
  }
  pen.fillRect(0, 420, 640, 60);
};

const sign: Draw = (pen) => {
  pen.fillStyle = "#dfe8f2";
  pen.fillRect(0, 0, 640, 480);
  pen.fillStyle = "#7b5b3a";
  pen.fillRect(306, 240, 28, 240);
  pen.fillStyle = "#2444a8";
  pen.fillRect(120, 90, 400, 180);
  pen.fillStyle = "#ffffff";
  pen.font = "bold 76px sans-serif";
  pen.textAlign = "center";
  pen.fillText("I VOTED", 320, 208);
};

const pictures = { Sunset: sunset, "At the show": crowd, "I voted": sign } as const;

/** Files at hand on every phone. */
export const samples: { name: string; make: () => Picked }[] = [
  ...Object.entries(pictures).map(([name, draw]) => ({ name, make: () => drawn(name, draw) })),
  { name: "A few notes", make: () => ({ kind: "audio", type: "audio/wav", name: "notes.wav", data: base64(notes()) }) },
  {
    name: "Contact card",
    make: () => ({
      kind: "vcard",
      type: "text/vcard",
      name: "ana.vcf",
      data: base64(
        new TextEncoder().encode(
          "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Morales;Ana;;;\r\nFN:Ana Morales\r\nTEL;TYPE=CELL:+1 312 555 0142\r\nEND:VCARD\r\n",
        ),
      ),
    }),
  },
];

function drawn(name: string, draw: Draw): Picked {
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
  const pen = canvas.getContext("2d");
  if (pen) draw(pen);
  const [, data = ""] = canvas.toDataURL("image/jpeg", 0.85).split(",");
  return { kind: "image", type: "image/jpeg", name: `${name}.jpg`, data };
}

/** Two seconds of a rising chord, as WAV, 8,000 Hz, 16 bits: what a message sounds like where there is no microphone. */
export function notes(): Uint8Array<ArrayBuffer> {
  const rate = 8_000;
  const count = rate * 2;
  const bytes = new DataView(new ArrayBuffer(44 + count * 2));
  const words = (at: number, text: string) =>
    new TextEncoder().encode(text).forEach((byte, index) => {
      bytes.setUint8(at + index, byte);
    });
  words(0, "RIFF");
  bytes.setUint32(4, 36 + count * 2, true);
  words(8, "WAVEfmt ");
  for (const [at, value] of [
    [16, 16],
    [24, rate],
    [28, rate * 2],
    [40, count * 2],
  ] as const)
    bytes.setUint32(at, value, true);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    bytes.setUint16(at, value, true);
  words(36, "data");
  for (let at = 0; at < count; at++) {
    const tone = [262, 330, 392, 523][Math.floor((at / count) * 4)] as number;
    const fade = 1 - (((at / count) * 4) % 1);
    bytes.setInt16(44 + at * 2, Math.sin((at / rate) * tone * 2 * Math.PI) * fade * 9_000, true);
  }
  return new Uint8Array(bytes.buffer);
}

export function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}
