import Link from "next/link";
import { Button } from "@/components/ui/button";

/** Nothing lives at this address, or it is another leader's. */
export default function NotFound() {
  return (
    <main className="grid min-h-[70dvh] place-items-center p-6 text-center">
      <div>
        <h1 className="font-medium text-[22px] leading-8">There is nothing at this address</h1>
        <p className="mt-1 text-muted">It may have moved, or the link was cut short on its way to you.</p>
        <Button asChild className="mt-5">
          <Link href="/">Go to the inbox</Link>
        </Button>
      </div>
    </main>
  );
}
