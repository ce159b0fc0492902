"use client";

import { useEffect } from "react";

type Policy = { allowsFeature(feature: string): boolean };

/**
 * Only this page may ask for the microphone, and a browser goes by the headers of the page it loaded first: coming from
 * another screen without a load, the page is loaded once more.
 */
export function MicrophoneDoor() {
  useEffect(() => {
    const policy = (document as Document & { featurePolicy?: Policy }).featurePolicy;
    if (policy?.allowsFeature("microphone") === false) window.location.reload();
  }, []);
  return null;
}
