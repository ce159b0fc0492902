/**
 * A link that opens the phone's texts with the words filled in. iOS (and Macs) want `&body=`, Android `?body=`; where
 * the browser tells neither, `?&body=` is read by both. `number` is E.164.
 */
export function smsLink(number: string, words: string, userAgent: string): string {
  if (words === "") return `sms:${number}`;
  const body = `body=${encodeURIComponent(words)}`;
  if (/iPhone|iPad|iPod|Macintosh/i.test(userAgent)) return `sms:${number}&${body}`;
  if (/Android/i.test(userAgent)) return `sms:${number}?${body}`;
  return `sms:${number}?&${body}`;
}

/** The same for a QR code, in the form that the cameras of both kinds of phone read. */
export function smsCode(number: string, words: string): string {
  return `SMSTO:${number}:${words}`;
}

/** A phone or tablet, that needs no QR code to text from. */
export function isPhone(userAgent: string): boolean {
  return /iPhone|iPod|Android|Mobile/i.test(userAgent);
}
