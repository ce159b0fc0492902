/** How other tools write a merge field. They would be sent as they are, so the composer warns about them. */
const patterns: RegExp[] = [
  // Mailchimp: *|FNAME|*
  /\*\|[A-Z0-9_:]{2,40}\|\*/gi,
  // Klaviyo, Handlebars triple braces and others that are not our own: {{{first_name}}}
  /\{\{\{[^{}\n]{1,60}\}\}\}/g,
  // SendGrid substitutions, Mailgun, EZ Texting: %FIRST_NAME%, %recipient.first_name%, %%first_name%%
  /%{1,2}[A-Za-z][A-Za-z_.-]{2,40}%{1,2}/g,
  // Square brackets: [First Name], [[first_name]], [FNAME]
  /\[{1,2}\s*(?:first|last|full)?[ _-]?(?:f|l)?name\s*\]{1,2}|\[{1,2}\s*(?:city|state|zip|phone|email)\s*\]{1,2}/gi,
  // Salesforce: {!Contact.FirstName}
  /\{![A-Za-z_.]{2,60}\}/g,
  // Template literals: ${first_name}
  /\$\{[A-Za-z_.]{2,60}\}/g,
  // Single braces: {first_name}, {First Name}. Not the inner part of {{ first_name }}.
  /(?<![{$])\{\s*[A-Za-z][A-Za-z_. ]{1,40}\s*\}(?!\})/g,
  // Angle brackets: <<First Name>>, <first_name>, <FirstName>
  /<{1,2}\s*(?:first|last|full)[ _-]?name\s*>{1,2}/gi,
  // #FIRST_NAME#
  /#[A-Z][A-Z_]{2,40}#/g,
];

/** Merge tags of other tools that a body contains, each once, in the order of the patterns. */
export function foreignTags(body: string): string[] {
  return [...new Set(patterns.flatMap((pattern) => body.match(pattern) ?? []))];
}
