"use client";

import { Mic, Music, Square } from "lucide-react";
import { useState } from "react";
import { useRecorder } from "@/components/calls/use-recorder";
import { Button } from "@/components/ui/button";
import { clockOf } from "@/lib/media/words";
import { base64, notes, type Picked } from "./samples";

type Props = { most: number; onLeave(file: Picked, seconds: number): Promise<void> };

/** After the beep: speak, or leave a few notes where there is no microphone. */
export function LeaveMessage({ most, onLeave }: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  async function leave(file: Picked, seconds: number) {
    setBusy(true);
    await onLeave(file, seconds);
    setBusy(false);
  }
  const recorder = useRecorder({
    most,
    onProblem: setProblem,
    onDone: async (sound, seconds) => {
      const data = base64(new Uint8Array(await sound.arrayBuffer()));
      const type = sound.type.split(";")[0] || "audio/webm";
      await leave({ kind: "audio", type, name: "Message", data }, seconds);
    },
  });
  return (
    <>
      <p className="font-medium">Beep.</p>
      <p className="text-muted">Leave a message of up to {most} seconds.</p>
      {recorder.recording ? (
        <Button onClick={recorder.stop}>
          <Square aria-hidden /> Done <span className="tabular">{clockOf(recorder.seconds)}</span>
        </Button>
      ) : (
        <Button variant="outline" busy={busy} onClick={() => void recorder.start()}>
          <Mic aria-hidden /> Speak
        </Button>
      )}
      <Button
        variant="outline"
        disabled={busy || recorder.recording}
        onClick={() => void leave({ kind: "audio", type: "audio/wav", name: "Message", data: base64(notes()) }, 2)}
      >
        <Music aria-hidden /> Leave a few notes
      </Button>
      {problem && (
        <p role="alert" className="text-bad text-meta">
          {problem}
        </p>
      )}
    </>
  );
}
