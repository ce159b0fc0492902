"use client";

import { useEffect } from "react";

/** Even the frame could not be shown: plain words that need no style sheet, and a new try every few seconds. */
export default function GlobalError() {
  useEffect(() => {
    const timer = setTimeout(() => window.location.reload(), 4000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <html lang="en">
      <body style={{ fontFamily: "system-ui, sans-serif", display: "grid", placeItems: "center", minHeight: "90vh" }}>
        <main role="alert" style={{ maxWidth: 420, padding: 24, textAlign: "center" }}>
          <title>Back in a moment · Tenfour</title>
          <h1 style={{ fontSize: 22 }}>The database is away for a moment</h1>
          <p>Nothing is lost, drafts are kept, and this page tries again by itself every few seconds.</p>
        </main>
      </body>
    </html>
  );
}
