"use client";

import { Mic, Square, Upload } from "lucide-react";
import { useState } from "react";
import { upload } from "@/components/media/use-attached";
import { Button } from "@/components/ui/button";
import { useFileChoice } from "@/components/ui/files";
import { clockOf } from "@/lib/media/words";
import { useRecorder } from "./use-recorder";

type Props = { id: string | null; mayChange: boolean; onKept: (id: string) => void };

/** Seconds of a greeting. */
const most = 120;

/** The leader's own voice: heard, uploaded, or recorded here. */
export function OwnRecording({ id, mayChange, onKept }: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function keep(sound: Blob, name: string) {
    setBusy(true);
    setProblem(null);
    await upload(sound, name, "greeting").then(
      (kept) => onKept(kept.id),
      (error: Error) => setProblem(error.message),
    );
    setBusy(false);
  }
  const recorder = useRecorder({ most, onDone: (sound) => void keep(sound, "Greeting"), onProblem: setProblem });

  const { input, choose } = useFileChoice({
    label: "Recording to upload",
    accept: "audio/*,video/mp4,video/webm",
    take: ([file]) => file && void keep(file, file.name),
  });

  return (
    <div className="grid gap-3">
      {id ? (
        // biome-ignore lint/a11y/useMediaCaption: the leader's own words, which they know
        <audio key={id} controls src={`/media/own/${id}`} aria-label="Your greeting" className="h-11 w-full max-w-md" />
      ) : (
        <p className="text-muted">
          No recording yet. Callers hear the spoken text until there is one. Two minutes at most; ten seconds are
          plenty.
        </p>
      )}
      {mayChange && (
        <div className="flex flex-wrap items-center gap-3">
          {recorder.recording ? (
            <Button variant="danger" onClick={recorder.stop}>
              <Square aria-hidden /> Stop <span className="tabular">{clockOf(recorder.seconds)}</span>
            </Button>
          ) : (
            <Button variant="outline" busy={busy} onClick={() => void recorder.start()}>
              <Mic aria-hidden /> {id ? "Record again" : "Record now"}
            </Button>
          )}
          <Button variant="outline" disabled={busy || recorder.recording} onClick={choose}>
            <Upload aria-hidden /> Upload
          </Button>
          {input}
        </div>
      )}
      <p role="alert" className="text-bad text-meta empty:hidden">
        {problem}
      </p>
      {id && mayChange && <p className="text-meta text-muted">It is used once you save.</p>}
    </div>
  );
}
