"use client";

import { useEffect } from "react";

const mark = "tenfour.microphone";

type Policy = { allowsFeature(feature: string): boolean };

/**
 * Only this page may ask for the microphone, and a browser goes by the headers of the page it loaded first: coming from
 * another screen without a load, the page is loaded once more.
 */
export function MicrophoneDoor() {
  useEffect(() => {
    const policy = (document as Document & { featurePolicy?: Policy }).featurePolicy;
    // Once only: where something in between takes the header away, a reload cannot help.
    const tried = sessionStorage.getItem(mark) !== null;
    if (policy?.allowsFeature("microphone") !== false) sessionStorage.removeItem(mark);
    else if (!tried) {
      sessionStorage.setItem(mark, "1");
      window.location.reload();
    }
  }, []);
  return null;
}
