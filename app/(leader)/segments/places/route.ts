import { answerJson } from "@/app/(leader)/inbox/json";
import { citiesLike, locateCode } from "@/lib/places/postal-codes";

export const dynamic = "force-dynamic";

/** Places whose name or postal code begins like what is typed: for fields that complete it. */
export async function GET(request: Request): Promise<Response> {
  const typed = (new URL(request.url).searchParams.get("q") ?? "").trim().slice(0, 80);
  return answerJson(async () => {
    const byCode = /\d/.test(typed) ? locateCode(typed) : null;
    const places = byCode ? [byCode] : citiesLike(typed);
    return {
      places: places.map(({ city, state, latitude, longitude }) => ({
        name: byCode ? `${typed.toUpperCase()} (${city}, ${state})` : `${city}, ${state}`,
        city,
        latitude,
        longitude,
      })),
    };
  });
}
