/**
 * How other tools write a merge field. They would be sent as they are, so screen, command line and API warn about them.
 * Some shapes are nothing else (*|FNAME|*), the others count where a field's name is in them: "{this}" and "@someone" are
 * words, "{first-name}" and "@FirstName" are not.
 */

/** Shapes that no text has by itself. */
const shapes: RegExp[] = [
  // Mailchimp: *|FNAME|*, *|FNAME:there|*
  /\*\|[^|*\n]{2,60}\|\*/g,
  // Handlebars, Klaviyo: {{{first_name}}}
  /\{\{\{[^{}\n]{1,60}\}\}\}/g,
  // ERB, EJS: <%= first_name %>
  /<%[=-]?[^%\n]{1,60}%>/g,
  // Salesforce Marketing Cloud: %%first_name%%, %%=v(@first)=%%
  /%%=?[A-Za-z@][\w@ ().=-]{1,60}%%/g,
  // Salesforce: {!Contact.FirstName}
  /\{![A-Za-z_.]{2,60}\}/g,
  // Template literals, Ruby: ${first}, #{first}
  /[$#]\{[A-Za-z_][\w .-]{1,60}\}/g,
  // %FIRST_NAME%
  /%[A-Z]{2,}(?:_[A-Z0-9]+)+%/g,
  // #FIRST_NAME#
  /#[A-Z]{2,}(?:_[A-Z0-9]+)+#/g,
];

/** Names of fields as programs write them, which no text has even without signs: FNAME, first_name, &firstName;, (First Name). */
const bareNames: RegExp[] = [
  /\((?:first|last|full|fan)[ _-]?name\)/gi,
  /(?<![\w@#$])[*&[-]{0,2}%?(?:FNAME|LNAME|(?:FIRST|LAST|FULL)_?NAME|(?:first|last|full)(?:_name|Name))(?!\w)(?:[*;\]-]|%\])?/g,
];

/** Shapes that count by what is in them; a fallback may follow: "[First Name,fallback=friend]", "{first|friend}". */
const wrapped: RegExp[] = [
  /(?<![{$#])\{\$?\s*([^{}\n!%]{1,60}?)\s*\}(?!\})/g,
  /\[{1,2}\s*([^[\]\n]{1,60}?)\s*\]{1,2}/g,
  /<{1,2}\s*([^<>\n%/]{1,60}?)\s*>{1,2}/g,
  /«\s*([^«»\n]{1,60}?)\s*»/g,
  /\({2}\s*([^()\n]{1,60}?)\s*\){2}/g,
  /(?<!%)%([A-Za-z][A-Za-z_ .-]{0,39}[A-Za-z](?:\|[^%\n]{0,40})?)%(?![%\w])/g,
  /(?<![*|])\|{1,2}([A-Za-z][A-Za-z_ .-]{0,39}[A-Za-z])\|{1,2}(?!\*)/g,
  /#([A-Za-z][A-Za-z_ .-]{0,39}[A-Za-z])#(?!\w)/g,
  /(?<!\w)_{2}([A-Za-z][A-Za-z_ .-]{1,40}?)_{2}(?!\w)/g,
  /(?<!\w)[~^]([A-Za-z][A-Za-z_.-]{1,40})[~^](?!\w)/g,
];

/** Words behind a sign: $first_name, @FirstName, :first_name. */
const marked: RegExp[] = [
  /(?<![\w$])\$([A-Za-z][\w.]{2,40})/g,
  /(?<![\w@.])@([A-Za-z][\w.]{2,40})/g,
  /(?<![\w:]):([a-z]\w{2,40}):?(?!\w)/g,
];

const names = new Set(
  "first firstname fname last lastname lname surname fullname name givenname forename nickname middlename salutation prenom nombre username displayname preferredname namefirst namelast contactname customername".split(
    " ",
  ),
);
const others = new Set(
  "email emailaddress phone phonenumber mobile mobilenumber cell cellphone city state province region zip zipcode postalcode postcode address street country company companyname organization business businessname birthday birthdate dob gender age link links url shortlink shorturl trackinglink trackedlink bitly unsubscribe unsubscribelink unsub optout optoutlink optoutmessage code couponcode coupon promocode promo discountcode vouchercode date time datetime today eventname eventdate eventtime venue location store storename sender sendername agent agentname ownername repname account accountnumber orderid ordernumber ordertotal amount balance product productname price image webform signature merchantname brandname title".split(
    " ",
  ),
);
const before =
  /^(?:contact|subscriber|recipient|user|customer|person|member|profile|lead|client|fan|merge|field|fields|custom|attribute|attributes|data|vars?|person_?custom|event|trigger|message|my|your|the|insert|enter)[ ._-]+/i;

/** Whether what is between the signs names a field. */
function isField(inner: string, known: (word: string) => boolean): boolean {
  const [name = ""] = inner.split(/\s*[|,:=]\s*|\s+(?:default|fallback|or)\s+/i);
  let words = name.trim();
  while (before.test(words)) words = words.replace(before, "");
  return known(words.toLowerCase().replace(/[ ._-]/g, ""));
}
const anyName = (word: string) => names.has(word);
const anyField = (word: string) => names.has(word) || others.has(word);
/** "@city" and "@link" may be somebody's handle, "@first_name" is nobody's. */
const plainName = (word: string) => names.has(word) && !/^(first|last|name|nombre|username)$/.test(word);

/** Identifiers of programs: custom_field_1, firstName, VARIABLE_NAME. In braces they are nothing else. */
const identifier = /^(?:[A-Za-z]+(?:_[A-Za-z0-9]+)+|[a-z]+(?:[A-Z][a-z]+)+)$/;

/** Merge tags of other tools that a body contains, each once. */
export function foreignTags(body: string): string[] {
  const found = new Set<string>();
  // As long as what was typed.
  let rest = body.replaceAll("｛", "{").replaceAll("｝", "}");
  const take = (tag: string, is: boolean) => {
    if (!is) return tag;
    found.add(tag);
    return " ".repeat(tag.length);
  };
  for (const shape of shapes) rest = rest.replace(shape, (tag) => take(tag, true));
  // Our own merge fields are none of theirs.
  rest = rest.replace(/\{\{[^{}]*\}\}/g, (own) => " ".repeat(own.length));
  wrapped.forEach((shape, at) => {
    rest = rest.replace(shape, (tag, inner: string) =>
      take(tag, isField(inner, anyField) || (at < 2 && identifier.test(inner.trim()))),
    );
  });
  marked.forEach((shape, at) => {
    rest = rest.replace(shape, (tag, inner: string) => take(tag, isField(inner, at === 0 ? anyName : plainName)));
  });
  rest = rest.replace(/\bhttps?:\/\/\S+/gi, (address) => " ".repeat(address.length));
  for (const shape of bareNames) rest = rest.replace(shape, (tag) => take(tag, true));
  return [...found];
}
