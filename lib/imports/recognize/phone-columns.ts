import { headerWords } from "./header-words";

const phoneWord =
  /\b(phones?|mobiles?|cell(ular)?|cellphone|mobilephone|phonenumber|mobilenumber|cellnumber|telephone|tel|telefono|telefon|telefonnummer|rufnummer|telefone|telephono|movil|celular|cellulare|telemovel|portable|handy|handynummer|mobil|mobilnummer|mobiltelefon|sms|msisdn|text number|contact number|contact no)\b/;
const mobileWord =
  /\b(mobiles?|cell(ular)?|cellphone|mobilephone|mobilenumber|cellnumber|sms|movil|celular|cellulare|telemovel|portable|handy|handynummer|mobil|mobilnummer|mobiltelefon|text)\b/;
const otherPlace = /\b(address|home|main|other|secondary|alternate|alt|maison|casa|whats ?app)\b/;
/** Numbers that are not the member's own mobile, and columns beside a number that hold none. */
const notTheirs =
  /\b(fax|work|office|business|company|employer|organi[sz]ation|trabajo|bureau|travail|oficina|emergency|ice|next of kin|kin|parent|mother|father|guardian|spouse|partner|assistant|asst|agent|owner|manager|referr\w*|friend|store|venue|landline|fixed|pager|beeper|car|radio|isdn|telex)\b/;
/** Numbers of other people, which nobody can opt out by opting out themselves. */
const otherPeople =
  /\b(emergency|ice|kin|parents?|mother|mom|mum|father|dad|guardian|spouse|husband|wife|partner|assistant|asst|agent|owner|manager|boss|referr\w*|invited|friend|landlord|recruiter|sponsor|doctor|pharmacy|insurance|school|coach|teacher|neighbou?r|roommate|caregiver|lawyer|attorney)\b/;
/** Numbers that are no more, or never were. */
const gone =
  /\b(disconnected|previous|prior|old|former|bad|wrong|invalid|dead|inactive|unreachable|expired|not in service)\b/;
/** Of an order: the customer's own where there is no other. */
const ofOrder = /\b(billing|shipping)\b/;
const notANumber =
  /\b(label|type|carrier|country|code|ext|extension|verified|valid|validity|status|consent|opt|optin|optout|source|count|date|time|timestamp|at|prefix|format|provider|enabled|id|ids|record|marketing|opted|unsub\w*|subscri\w*)\b/;
const ofSomethingElse =
  /\b(member(ship)?|order|account|acct|customer|client|record|invoice|ticket|receipt|transaction|user|fan|loyalty|card|id|student|employee|donor|reference|ref|tracking|confirmation|row|serial|license|passport|social|ssn|house|street|unit|apartment|apt|seat)\b/;

/** "Phone1Type" is "phone 1 type". */
const nameWords = (name: string) =>
  headerWords(name)
    .replace(/(\p{L})(?=\d)/gu, "$1 ")
    // Whose number it is, and no word about consent.
    .replace(/^subscribers? (?=(phone|mobile|cell|number|telephone))/, "");
const isNotTheirs = (words: string) => notTheirs.test(words) || otherPeople.test(words) || gone.test(words);

/** How well a column's name fits the member's own mobile: 0 is best; null: it holds no number of theirs. */
export function phoneRank(name: string): number | null {
  const words = nameWords(name);
  if (isNotTheirs(words) || notANumber.test(words)) return null;
  if (
    ofSomethingElse.test(
      words.replace(/\b(customer|client|member|fan|user|student|donor|employee) (phone|mobile|cell)/, "$2"),
    )
  )
    return null;
  if (ofOrder.test(words)) return phoneWord.test(words) ? 3 : null;
  if (mobileWord.test(words)) return 0;
  if (otherPlace.test(words) && phoneWord.test(words)) return 2;
  if (phoneWord.test(words)) return 1;
  return /^(number|no|numero|primary number|num)$/.test(words) ? 2 : null;
}

/** Whether a column's name says that what stands in it is something else than a number of the member's own. */
export function noOwnNumber(name: string): boolean {
  const words = nameWords(name);
  return isNotTheirs(words) || notANumber.test(words) || ofSomethingElse.test(words);
}

/** Whether an unused column may hold a number of somebody who is out; `all`: as it is in a list of nothing else. */
export function mayHoldTheirs(name: string, all: boolean): boolean {
  const words = nameWords(name);
  if (words === "") return true;
  if (ofSomethingElse.test(words) && !phoneWord.test(words)) return false;
  return all || ((phoneWord.test(words) || notTheirs.test(words)) && !otherPeople.test(words));
}

/** Whether a column names the kind of number in the column beside it ("Phone 1 - Label" of Google Contacts). */
export function isPhoneLabel(name: string): boolean {
  const words = nameWords(name);
  return /\b(label|type)\b/.test(words) && phoneWord.test(words);
}

/** How well a label ("Mobile", "* Home", "Work Fax", "iPhone") fits; null: not a number to text. */
export function labelRank(label: string): number | null {
  const words = headerWords(label);
  if (words === "") return 1;
  if (isNotTheirs(words) || /\bgrand\b/.test(words)) return null;
  if (mobileWord.test(words) || /\b(iphone|i phone|google voice)\b/.test(words)) return 0;
  return otherPlace.test(words) ? 2 : 1;
}

/** Which label column belongs to a column of numbers: by their common beginning, else the nearest before it. */
export function labelOf(at: number, columns: (string | null)[], names: string[]): number | null {
  const stem = (name: string) =>
    headerWords(name)
      .replace(/\b(label|type|value|number|no)\b/g, "")
      .trim();
  const labels = columns.flatMap((target, place) => (target === "phoneLabel" ? [place] : []));
  const same = labels.find((place) => stem(names[place] ?? "") === stem(names[at] ?? ""));
  return same ?? (names.length === 0 ? (labels.findLast((place) => place < at) ?? null) : null);
}
