/** A page of the settings that is somebody else's: what it is about, and whose it is. */
export function OnlyFor({ title, sentence }: { title: string; sentence: string }) {
  return (
    <header className="grid gap-1">
      <h1 className="text-2xl font-semibold">{title}</h1>
      <p className="text-muted">{sentence}</p>
    </header>
  );
}
