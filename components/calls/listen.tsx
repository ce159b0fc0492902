"use client";

import { Square, Volume2 } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";

/** Has the browser speak the greeting: near enough to hear how long it is. Where it cannot, nothing is offered. */
export function Listen({ words, language }: { words: string; language: string }) {
  const [able, setAble] = useState(false);
  const [speaking, setSpeaking] = useState(false);
  useEffect(() => {
    setAble("speechSynthesis" in window);
    return () => window.speechSynthesis?.cancel();
  }, []);
  if (!able) return null;

  function toggle() {
    window.speechSynthesis.cancel();
    if (speaking) return setSpeaking(false);
    const speech = new SpeechSynthesisUtterance(words);
    // The browser says "zh" and "tl" where the carrier says "cmn" and "fil".
    speech.lang = language.replace(/^cmn/, "zh").replace(/^fil/, "tl");
    speech.onend = () => setSpeaking(false);
    speech.onerror = () => setSpeaking(false);
    setSpeaking(true);
    window.speechSynthesis.speak(speech);
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button variant="outline" onClick={toggle} disabled={words.trim() === ""}>
        {speaking ? <Square aria-hidden /> : <Volume2 aria-hidden />} {speaking ? "Stop" : "Listen"}
      </Button>
      <p className="text-meta text-muted">This is your browser’s voice; callers hear the carrier’s.</p>
    </div>
  );
}
