"use client";

import { Command } from "cmdk";
import { Megaphone, Search, User, Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { Dialog } from "radix-ui";
import { useEffect, useState } from "react";
import { fetchJson } from "@/components/inbox/fetch-json";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import type { Found } from "@/lib/finder/find";
import { screens } from "./screens";

const kinds = {
  member: { icon: User, heading: "Members", to: (id: number) => `/members/${id}` },
  segment: { icon: Users, heading: "Segments", to: (id: number) => `/segments/${id}` },
  broadcast: { icon: Megaphone, heading: "Broadcasts", to: (id: number) => `/broadcasts/${id}` },
} as const;

const row =
  "flex min-h-11 cursor-pointer items-center gap-3 rounded-[7px] px-3 data-[selected=true]:bg-ink/8 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted";
const group =
  "p-1 [&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-2 [&_[cmdk-group-heading]]:text-meta [&_[cmdk-group-heading]]:text-muted";

/** ⌘K or Ctrl K, from every screen to every screen, member, segment and broadcast. */
export function CommandPalette() {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<Found[]>([]);
  const [looking, setLooking] = useState(false);

  useEffect(() => {
    function hear(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      setOpen((now) => !now);
    }
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, []);

  useEffect(() => {
    const text = typed.trim();
    if (!open || !text) {
      setFound([]);
      setLooking(false);
      return;
    }
    const stop = new AbortController();
    setLooking(true);
    const timer = setTimeout(async () => {
      const answer = await fetchJson<Found[]>(`/find?q=${encodeURIComponent(text)}`, stop.signal).catch(() => null);
      if (stop.signal.aborted) return;
      setFound(answer ?? []);
      setLooking(false);
    }, 120);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [typed, open]);

  function go(to: string) {
    setOpen(false);
    setTyped("");
    router.push(to);
  }
  const words = typed.trim().toLowerCase();
  const ways = screens.filter((screen) => screen.label.toLowerCase().includes(words));
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>
        <Button variant="quiet" className="px-2.5 text-muted" aria-label="Find anything">
          <Search aria-hidden className="size-[18px]" />
          <span aria-hidden className="hidden lg:inline">
            <Kbd>⌘K</Kbd>
          </span>
        </Button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[12dvh] left-1/2 z-50 w-[calc(100vw-24px)] max-w-xl -translate-x-1/2 overflow-hidden rounded-card border border-line bg-raised shadow-card"
        >
          <Dialog.Title className="sr-only">Where to?</Dialog.Title>
          <Command shouldFilter={false} label="Where to?">
            <Command.Input
              value={typed}
              onValueChange={setTyped}
              placeholder="A screen, a name, a number, words they texted…"
              className="h-14 w-full border-line border-b bg-transparent px-4 text-[16px] outline-none placeholder:text-muted"
            />
            <Command.List label="What was found" className="max-h-[60dvh] overflow-y-auto">
              {words && !looking && ways.length + found.length === 0 && (
                <Command.Empty className="px-4 py-8 text-center text-muted">Nothing is called that.</Command.Empty>
              )}
              {ways.length > 0 && (
                <Command.Group heading="Screens" className={group}>
                  {ways.map(({ href, label, icon: Icon }) => (
                    <Command.Item key={href} value={href} onSelect={() => go(href)} className={row}>
                      <Icon aria-hidden />
                      {label}
                    </Command.Item>
                  ))}
                </Command.Group>
              )}
              {(Object.keys(kinds) as Found["kind"][]).map((kind) => {
                const { icon: Icon, heading, to } = kinds[kind];
                const ones = found.filter((one) => one.kind === kind);
                if (ones.length === 0) return null;
                return (
                  <Command.Group key={kind} heading={heading} className={group}>
                    {ones.map((one) => (
                      <Command.Item
                        key={one.id}
                        value={`${kind}-${one.id}`}
                        onSelect={() => go(to(one.id))}
                        className={row}
                      >
                        <Icon aria-hidden />
                        <span dir="auto" className="min-w-0 flex-1 truncate">
                          {one.label || "Without words"}
                        </span>
                        <span className="tabular shrink-0 text-meta text-muted">{one.meta}</span>
                      </Command.Item>
                    ))}
                  </Command.Group>
                );
              })}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
