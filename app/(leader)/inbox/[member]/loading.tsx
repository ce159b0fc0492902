import { Skeleton } from "@/components/ui/skeleton";

/** The shape of a conversation while it is on its way. */
export default function Loading() {
  return (
    <div className="flex h-full flex-1 flex-col" role="status" aria-label="Opening the conversation">
      {/* The page's own title comes with it: until then the tab is not without one. */}
      <title>Inbox · Tenfour</title>
      <div className="flex h-16 items-center gap-3 border-line border-b px-4">
        <Skeleton className="size-10 rounded-full" />
        <Skeleton className="h-5 w-40" />
      </div>
      <div className="flex flex-1 flex-col justify-end gap-3 p-4">
        <Skeleton className="h-10 w-48 rounded-bubble" />
        <Skeleton className="h-16 w-64 self-end rounded-bubble" />
        <Skeleton className="h-10 w-36 rounded-bubble" />
      </div>
      <div className="border-line border-t p-4">
        <Skeleton className="h-12" />
      </div>
    </div>
  );
}
