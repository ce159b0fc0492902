import "./globals.css";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { Toaster } from "sonner";
import { KeptTitle } from "@/components/shell/kept-title";

export const metadata: Metadata = {
  title: { default: "Tenfour", template: "%s · Tenfour" },
  description: "Ten digits, four hundred characters: a leader’s number, and everyone who texts it.",
  manifest: "/manifest.webmanifest",
  icons: { icon: [{ url: "/icon.svg", type: "image/svg+xml" }], apple: "/icon-180.png" },
  // A name or a city may look like a number to iOS, and the numbers that are links say so themselves.
  formatDetection: { telephone: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f6f4" },
    { media: "(prefers-color-scheme: dark)", color: "#111216" },
  ],
};

// Every page carries a nonce of its own (proxy.ts), so none can be made before it is asked for.
export const dynamic = "force-dynamic";

/** What every page of the dashboard stands in. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={GeistSans.variable}>
      <body>
        {children}
        <KeptTitle />
        <Toaster
          theme="system"
          position="bottom-center"
          // Above a bar that says it is there, and the screens' names at the foot of a phone.
          offset={{ bottom: "calc(24px + var(--foot, 0px))" }}
          mobileOffset={{ bottom: "calc(68px + var(--foot, 0px))" }}
          style={{ fontFamily: "inherit" }}
          toastOptions={{
            style: { background: "var(--raised)", color: "var(--ink)", border: "1px solid var(--line)" },
          }}
        />
      </body>
    </html>
  );
}
