import { Auth, type AuthParams } from "@vonage/auth";

/** Seconds a bearer is reused; it lives for fifteen minutes. */
const reuse = 12 * 60;

/**
 * The SDK signs a fresh RS256 JWT for every request, which costs four fifths of a core's sends (docs/scale.md).
 * This one keeps the header for most of its life.
 */
export class ReusedBearer extends Auth {
  constructor(settings: AuthParams) {
    super(settings);
    const sign = this.createBearerHeader;
    let made: { header: Promise<string>; until: number } | undefined;
    this.createBearerHeader = () => {
      const now = Date.now();
      if (!made || now > made.until) {
        const fresh = { header: sign(), until: now + reuse * 1000 };
        made = fresh;
        fresh.header.catch(() => {
          if (made === fresh) made = undefined;
        });
      }
      return made.header;
    };
  }
}
