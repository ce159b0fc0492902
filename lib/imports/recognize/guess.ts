import { readCountry } from "@/lib/places/abroad";
import { readRegion } from "@/lib/places/regions";
import { type Target, targets } from "../columns";
import { isYesOrNo } from "../consent-words";
import { giveConsentColumns, knownShare } from "./consent-columns";
import { headerWords, plainName } from "./header-words";
import { isPhoneLabel, noOwnNumber, phoneRank } from "./phone-columns";

type Plain = Exclude<
  (typeof targets)[number],
  "phone" | "phoneLabel" | "status" | "optIn" | "optOut" | "optInAt" | "consentSource" | "reachable"
>;

/** Names that files give their columns, as plain letters and digits; these count before what only contains them. */
const exact: Record<Plain, string[]> = {
  firstName: ["firstname", "first", "fname", "givenname", "forename", "nombre", "nombres", "vorname", "prenom", "nome"],
  lastName: [
    "lastname",
    "last",
    "lname",
    "surname",
    "familyname",
    "apellido",
    "apellidos",
    "nachname",
    "nom",
    "familienname",
    "sobrenome",
    "cognome",
  ],
  name: ["name", "fullname", "contact", "contactname", "nombrecompleto", "member", "fan", "nomcomplet", "displayname"],
  email: ["email", "emailaddress", "mail", "correo", "correoelectronico", "courriel", "email1value"],
  birthDate: [
    "birthdate",
    "dateofbirth",
    "dob",
    "birthday",
    "born",
    "bday",
    "fechadenacimiento",
    "datedenaissance",
    "geburtsdatum",
    "geburtstag",
  ],
  birthMonth: ["birthmonth", "monthofbirth", "dobmonth", "bdaymonth", "mesdenacimiento", "moisdenaissance"],
  birthDay: ["birthday", "dayofbirth", "dobday", "bdayday", "diadenacimiento", "jourdenaissance"],
  birthYear: [
    "birthyear",
    "yearofbirth",
    "dobyear",
    "bdayyear",
    "yob",
    "yearborn",
    "anodenacimiento",
    "anneedenaissance",
  ],
  city: ["city", "town", "ciudad", "locality", "stadt", "ville", "ort", "wohnort", "cidade", "citta"],
  state: ["state", "province", "region", "stateprovince", "stateregion", "estado", "provincia", "st", "bundesland"],
  postalCode: [
    "zip",
    "zipcode",
    "postalcode",
    "postcode",
    "postal",
    "codigopostal",
    "plz",
    "zippostalcode",
    "zip5",
    "cep",
    "cap",
    "postleitzahl",
  ],
  country: ["country", "pais", "land", "pays", "countryregion", "nation"],
  gender: ["gender", "sex", "genero", "sexo", "pronouns", "sexe", "geschlecht", "sesso"],
  language: ["language", "lang", "locale", "idioma", "preferredlanguage", "sprache", "langue"],
  tags: ["tags", "tag", "labels", "groups", "lists", "list", "segments", "etiquetas", "taglist", "groupmembership"],
};

/** The same by parts of a name: "Mailing Zip/Postal Code", "Default Address City", "born_at". */
const within: Record<Plain, { is: RegExp; not?: RegExp }> = {
  firstName: {
    is: /\b(first ?name|name first|fname|given ?name|forename|nombre|vorname|prenom)\b/,
    not: /\b(emergency|parent|guardian|spouse|company|owner|apellidos?|completo|kin|agent|last|user)\b/,
  },
  lastName: {
    is: /\b(last ?name|name last|lname|surname|family ?name|apellidos?|nachname|nom de famille)\b/,
    not: /\b(emergency|parent|guardian|spouse|company|owner|first|kin|agent|maiden)\b/,
  },
  name: {
    is: /\b(full ?name|nombre completo|nom complet|(contact|member|customer|fan|subscriber|display|your|person) name|name)\b/,
    not: /\b(user|nick|company|organi[sz]ation|org|business|event|campaign|list|tag|file|owner|emergency|prefix|suffix|middle|domain|store|product|venue|spouse|parent|guardian|maiden|first|last|phonetic|kin|agent|account|school|team|band|group|segment|plan|street|city|state)\b/,
  },
  email: { is: /\b(e ?mail|correo|courriel)\b/, not: /\b(label|type|domain|count|verified|valid|sent|opened?)\b/ },
  birthDate: {
    is: /\b(birth ?dates?|dates? of birth|dob|birthday|bday|born|fecha de nacimiento|nacimiento|geburtsdatum|geburtstag|naissance|nascimento|nascita|compleanno|cumpleanos|anniversaire)\b/,
    not: /\b(place|city|lugar|lieu|spouse|child|month|year|mes|ano|mois|annee|(birthday|bday|dob|born) day)\b/,
  },
  birthMonth: {
    is: /\b(birth\w*|dob|bday|born|nacimiento|naissance)\b.*\b(month|mes|mois|mm)\b|\b(month|mes|mois)\b.*\b(birth\w*|born|nacimiento|naissance)\b/,
  },
  birthDay: {
    is: /\b(birth\w*|dob|bday|born|nacimiento|naissance)\b.*\b(day|dia|jour|dd)\b|\b(day|dia|jour)\b.*\b(birth|born|nacimiento|naissance)\b/,
  },
  birthYear: {
    is: /\b(birth\w*|dob|bday|born|nacimiento|naissance)\b.*\b(year|ano|annee|yyyy|yy)\b|\b(year|ano|annee)\b.*\b(birth\w*|born|nacimiento|naissance)\b/,
  },
  city: {
    is: /\b(city|town|ciudad|locality|ville|stadt)\b/,
    not: /\b(birth|nacimiento|naissance|hall|council|code|id)\b/,
  },
  state: { is: /\b(state|province|region|estado|provincia)\b/, not: /\b(birth|united|code id|id|sales)\b/ },
  postalCode: {
    is: /\b(zip\d?|zip ?code|postal|postcode|post code|codigo postal|code postal|plz)\b/,
    not: /\b(zip4|plus|zip 4|birth)\b/,
  },
  country: {
    is: /\b(country|pais|pays)\b/,
    not: /\b(phone|mobile|sms|tel|telephone|dial|dialing|calling|prefix|birth|citizenship|origin|music|club|ip)\b/,
  },
  gender: { is: /\b(gender|genero|sexo|sexe|pronouns)\b/ },
  language: { is: /\b(language|idioma|langue|locale)\b/ },
  tags: { is: /\b(tags|tag list|etiquetas|labels|groups)\b/, not: /\b(count|phone|e ?mail|address)\b/ },
};

/** Targets that hold words, and so no answers such as yes and no. */
const worded = new Set<Target>(["name", "firstName", "lastName", "city", "tags"]);

/** Places people live, before places of business and shipping. */
const lessLikely = /\b(work|office|business|company|billing|shipping|other|secondary|alternate|[2-9])\b/;

/**
 * Guesses what each column is: by its name, exactly and then in parts, else by what stands in it. A target is given once,
 * but for those of which a file may have several. A column that nothing speaks for stays unused.
 */
export function guessColumns(
  header: string[] | null,
  sample: string[][],
  fields: { id: number; label: string }[],
  isPhone: (text: string) => boolean,
): (Target | null)[] {
  const width = Math.max(header?.length ?? 0, ...sample.map((row) => row.length));
  const guessed: (Target | null)[] = Array.from({ length: width }, () => null);
  const values = (at: number) => sample.map((row) => row[at]?.trim() ?? "").filter((text) => text !== "");
  const mostly = (at: number, is: (text: string) => boolean) => {
    const cells = values(at);
    return cells.length > 0 && cells.filter(is).length / cells.length > 0.6;
  };
  const names = header ?? [];
  const give = (target: Target, is: (name: string, at: number) => boolean) => {
    if (guessed.includes(target)) return;
    const found = names.flatMap((name, at) => (guessed[at] === null && name.trim() !== "" && is(name, at) ? [at] : []));
    const best = found.find((at) => !lessLikely.test(headerWords(names[at] ?? ""))) ?? found[0];
    if (best !== undefined) guessed[best] = target;
  };
  // "Estado" is a state, and a status, too.
  const regions = (at: number) => knownShare(values(at).filter((text) => !readRegion(text))) < 0.6;

  // "Contact?" and "List" of yes and no are no names and no tags.
  const answers = (at: number, target: Target) => worded.has(target) && mostly(at, isYesOrNo);

  // "Birth Day" may be a whole birthday, or the 17 of May 17.
  const mayBeDay = (at: number, target: Target) =>
    target === "birthDate" || target === "birthDay" ? mostly(at, isDayNumber) === (target === "birthDay") : true;
  // "Country" may also be the code before a phone number: one that nobody can read would keep its member from every broadcast.
  const countries = (at: number) => mostly(at, (text) => readCountry(text) !== null);

  for (const field of fields) give(`field:${field.id}`, (name) => plainName(name) === plainName(field.label));
  for (const target of targets) {
    if (target in exact)
      give(
        target,
        (name, at) =>
          exact[target as Plain].includes(plainName(name)) &&
          mayBeDay(at, target) &&
          (target === "state" ? regions(at) : !answers(at, target)) &&
          (target !== "country" || countries(at)),
      );
  }
  // Before numbers: a column "SMS" of yes and no is none of them.
  giveConsentColumns(names, values, guessed, (at) => mostly(at, isPhone));
  givePhones(
    names,
    guessed,
    (at) => values(at).filter(isPhone).length,
    (at) => values(at).length,
  );
  for (const target of targets) {
    if (!(target in within)) continue;
    const { is, not } = within[target as Plain];
    give(target, (name, at) => {
      const words = headerWords(name);
      return (
        is.test(words) &&
        !not?.test(words) &&
        !answers(at, target) &&
        mayBeDay(at, target) &&
        !(target === "email" && !mostly(at, isEmail) && values(at).length > 0) &&
        !(target === "country" && !countries(at))
      );
    });
  }
  for (let at = 0; at < width; at++) {
    if (guessed[at] !== null) continue;
    const free = (target: Target) => !guessed.includes(target);
    if (free("phone") && !noOwnNumber(names[at] ?? "") && mostly(at, isPhone)) guessed[at] = "phone";
    else if (free("email") && mostly(at, isEmail)) guessed[at] = "email";
    else if (free("postalCode") && !noOwnNumber(names[at] ?? "") && mostly(at, isZip)) guessed[at] = "postalCode";
  }
  onlyUsefulNames(guessed);
  return guessed;
}

const isDayNumber = (text: string) => /^\d{1,2}(st|nd|rd|th|\.0)?$/.test(text);
const isEmail = (text: string) => /^\S+@\S+\.\w{2,}$/.test(text);
const isZip = (text: string) => /^\d{5}(-\d{4})?$/.test(text);

/** The best column of numbers, and every other one that really holds some; with the columns that label them. */
function givePhones(
  names: string[],
  guessed: (Target | null)[],
  phonesIn: (at: number) => number,
  filled: (at: number) => number,
): void {
  const named = names
    .map((name, at) => ({ at, rank: guessed[at] === null ? phoneRank(name) : null, plain: plainName(name) }))
    .filter((one) => one.rank !== null)
    .sort((a, b) => (a.rank as number) - (b.rank as number) || a.at - b.at);
  const full = named.filter((one) => phonesIn(one.at) > 0);
  const isBetter = (name: string, at: number) =>
    guessed[at] === null && !noOwnNumber(name) && phonesIn(at) / Math.max(1, filled(at)) > 0.6;
  const holding = full.length > 0 ? full : named.filter((one) => filled(one.at) === 0);
  // A column is not one of numbers by its name alone where another holds them ("SMS-Einwilligung" beside "Mobil").
  if (full.length === 0 && named.some((one) => filled(one.at) > 0) && names.some((name, at) => isBetter(name, at)))
    return;
  const ranked = holding.length > 0 ? holding : named;
  ranked.forEach((one, place) => {
    const paired = names.some((name) => isPhoneLabel(name) && stem(name) === stem(names[one.at] ?? ""));
    const repeated = ranked.findIndex((other) => other.plain === one.plain) < place;
    if (place === 0 || paired || (phonesIn(one.at) > 0 && !repeated)) guessed[one.at] = "phone";
  });
  names.forEach((name, at) => {
    const numbered = ranked.some((one) => guessed[one.at] === "phone" && stem(names[one.at] ?? "") === stem(name));
    if (guessed[at] === null && isPhoneLabel(name) && numbered) guessed[at] = "phoneLabel";
  });
}

const stem = (name: string) =>
  headerWords(name)
    .replace(/\b(label|type|value|number|no)\b/g, "")
    .trim();

/** A file with first and last names has no use for a third column of names. */
function onlyUsefulNames(guessed: (Target | null)[]): void {
  const whole = guessed.indexOf("name");
  if (whole < 0) return;
  if (guessed.includes("firstName") && guessed.includes("lastName")) guessed[whole] = null;
  else if (guessed.includes("lastName")) guessed[whole] = "firstName";
}
