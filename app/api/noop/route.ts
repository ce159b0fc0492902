import { readJson } from "@/lib/web/body";

const onlyInBench = () => process.env.TENFOUR_BENCH === "1";

/** What a route handler of Next costs when it does nothing: the yardstick of `npm run bench`. Otherwise it is not there. */
export async function POST(request: Request): Promise<Response> {
  if (!onlyInBench()) return new Response(null, { status: 404 });
  await readJson(request);
  return new Response(null, { status: 204 });
}
