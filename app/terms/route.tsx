import { languageOf, page } from "@/components/fan/answer";
import { LegalPage } from "@/components/fan/legal";

export async function GET(request: Request): Promise<Response> {
  return page(<LegalPage kind="terms" language={languageOf(request)} />);
}
