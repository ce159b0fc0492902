"use client";

import { useCallback, useEffect, useRef, useState } from "react";

type Wish = {
  /** Seconds after which it stops by itself. */
  most: number;
  onDone: (sound: Blob, seconds: number) => void;
  onProblem: (sentence: string) => void;
};

/** The browser's microphone, as one recording at a time. */
export function useRecorder({ most, onDone, onProblem }: Wish) {
  const recorder = useRef<MediaRecorder | null>(null);
  const [begun, setBegun] = useState<number | null>(null);
  const [seconds, setSeconds] = useState(0);
  const stop = useCallback(() => recorder.current?.state === "recording" && recorder.current.stop(), []);

  useEffect(() => {
    if (begun === null) return;
    const timer = setInterval(() => {
      const passed = (Date.now() - begun) / 1000;
      setSeconds(passed);
      if (passed >= most) stop();
    }, 200);
    return () => clearInterval(timer);
  }, [begun, most, stop]);
  useEffect(() => () => void stop(), [stop]);

  const start = useCallback(async () => {
    if (!navigator.mediaDevices || typeof MediaRecorder === "undefined")
      return onProblem("This browser cannot record here (it wants https). Upload a recording instead.");
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      return onProblem("The microphone may not be used. Allow it in the browser’s address bar, or upload a recording.");
    }
    const made = new MediaRecorder(stream);
    const chunks: Blob[] = [];
    const from = Date.now();
    made.ondataavailable = ({ data }) => chunks.push(data);
    made.onstop = () => {
      for (const track of stream.getTracks()) track.stop();
      setBegun(null);
      const sound = new Blob(chunks, { type: made.mimeType });
      if (sound.size > 0) onDone(sound, (Date.now() - from) / 1000);
    };
    recorder.current = made;
    made.start();
    setSeconds(0);
    setBegun(from);
  }, [onDone, onProblem]);

  return { recording: begun !== null, seconds, start, stop };
}
