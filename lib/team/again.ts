/** How long to wait, in words: "Try again in 3 minutes." */
export function again(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (minutes > 90) return `Try again in ${Math.ceil(minutes / 60)} hours.`;
  return `Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
}
