import QRCode from "qrcode";

/** A QR code as one path: sharp at any size, dark on white in every theme, for cameras. */
export function QrCode({ content, label }: { content: string; label: string }) {
  const { modules } = QRCode.create(content, { errorCorrectionLevel: "M" });
  const { size } = modules;
  let path = "";
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) if (modules.get(row, column)) path += `M${column} ${row}h1v1h-1z`;
  }
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`-3 -3 ${size + 6} ${size + 6}`}
      shapeRendering="crispEdges"
      className="size-44 rounded-card border border-line bg-white"
    >
      <path d={path} fill="#14151a" />
    </svg>
  );
}
