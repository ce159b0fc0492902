import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="mx-auto grid w-full max-w-4xl gap-3 px-4 py-6 md:py-8" aria-hidden>
      <Skeleton className="h-8 w-64" />
      {[1, 2, 3, 4].map((row) => (
        <Skeleton key={row} className="h-18" />
      ))}
    </div>
  );
}
