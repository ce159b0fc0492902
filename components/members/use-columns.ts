"use client";

import { useEffect, useState } from "react";
import { columns, usual } from "./columns";

const key = "tenfour.members.columns";

/** Which columns are shown, kept in this browser. */
export function useColumns(): [string[], (name: string, on: boolean) => void] {
  const [chosen, setChosen] = useState(usual);
  // The server does not know, so they are put in after the first paint.
  useEffect(() => {
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? "null") as unknown;
      if (Array.isArray(kept)) setChosen(columns.map((one) => one.key).filter((one) => kept.includes(one)));
    } catch {
      // Storage may be forbidden: the usual ones then.
    }
  }, []);
  function choose(name: string, on: boolean) {
    const next = columns.map((one) => one.key).filter((one) => (one === name ? on : chosen.includes(one)));
    setChosen(next);
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // As above.
    }
  }
  return [chosen, choose];
}
