/** "Mac" is a syllable of its own in these; "Mack", "Macias" and "Mackenzie" are whole words. */
const mac =
  /^mac(?=(allister|alister|arthur|aulay|callum|carthy|cormack|dermott|donald|donell|donnell|dougall?|dowell|duff|farlane|gill|gillivray|gowan|gregor|innes|intosh|intyre|iver|kay|kinnon|lachlan|laren|lean|lellan|lennan|leod|millan|nab|namara|naughton|neice|neil|neill|phail|pherson|quarrie|rae|taggart|tavish|vicar)$)/;
const particles = new Set("de la las los del da das do dos di du van von der den ter y e bin ibn al el le".split(" "));

/**
 * A name in capitals or in small letters as people write it: "MCDONALD" and "mcdonald" → "McDonald", "MACDONALD" →
 * "MacDonald", "O'NEILL" → "O'Neill", "ana de la cruz" → "Ana de la Cruz". "TJ" and mixed case stay.
 */
export function settled(text: string): string {
  if (text !== "" && text === text.toLowerCase() && !/[\d.@_]/.test(text)) {
    return text.replace(/[\p{L}'’]+/gu, (word, at: number) =>
      particles.has(word) && (at > 0 || text.includes(" ")) && word.length > 1 ? word : titled(word),
    );
  }
  if (text !== text.toUpperCase() || !/\p{Lu}{2}/u.test(text)) return text;
  return text.replace(/[\p{L}'’]+/gu, (word) => {
    const name = word.length > 2 || /^[^AEIOUY][AEIOUY]$|^(AL|ED|AB|ON|OF|DE|DI|DA|DU|LA|LE|EL)$/.test(word);
    return name ? titled(word.toLowerCase()) : word;
  });
}

function titled(lower: string): string {
  const big = (letter: string) => letter.toUpperCase();
  return lower
    .replace(mac, "Mac ")
    .replace(/^mc(?=\p{L})/u, "Mc ")
    .replace(/^\p{L}/u, big)
    .replace(/ (\p{L})/u, (_, letter: string) => big(letter))
    .replace(/^([ODL]['’])(\p{L})/u, (_, start: string, letter: string) => start + big(letter));
}
