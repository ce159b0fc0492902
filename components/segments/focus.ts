const fields = "input, select, button";

/** Where somebody goes on who has just added a part: its first field, or else its first control. By the part's key. */
export function focusPart(key: string): void {
  const part = document.querySelector(`[data-part="${key}"]`);
  const first = part?.querySelector(`:scope [data-fill] :is(${fields})`) ?? part?.querySelector(fields);
  if (first instanceof HTMLElement) first.focus();
}

/** Where somebody goes on who takes a part out: beside it, and where nothing is left, at the first button of the form. */
export function focusBeside(taken: Element): void {
  const part = taken.closest("li");
  const form = taken.closest("form");
  const beside = (part?.nextElementSibling ?? part?.previousElementSibling)?.querySelector(fields);
  if (beside instanceof HTMLElement) beside.focus();
  requestAnimationFrame(() => {
    if (!beside?.isConnected) form?.querySelector<HTMLElement>("fieldset button")?.focus();
  });
}
