import { distance } from "./words";

const words = (list: string) => new RegExp(`^(?:${list.trim().split(/\s+/).join("|")})$`);

/**
 * What words are about, in English, Spanish and French at once: "take me off the list" and "sáquenme de la lista" become
 * the same few classes, so that what is learned of one language holds in the others. Words without accents, as cleanReply
 * leaves them.
 */
const classes: Record<string, RegExp> = {
  LEAVE: words(
    String.raw`unsubscrib\w* unsub optout opt unenroll enroll deregister unlist unfollow withdraw\w* desuscri\w+ desubscri\w+ desinscri\w+ desabon\w+ desabo baja unregister revok\w* revoco revoque`,
  ),
  STOPPED: words(
    "stopp(ed|ing) stops quits quitting ended ending ends cancel+ed cancel+ing cancelaron cancelado parad[ao]s? annule[es]? pararon dejaron dejado arrete[es]s? nonstop unstoppable",
  ),
  STOP: words(
    String.raw`stop\w{0,3} quit cease halt discontinue terminat\w+ end cancel desist suspend refrain dej(a|e|en|ad|ar|es|emos)(me|nos)? par(e|en|ar|ale|enle|ele|alo) alto basta arret\w* cess(e|ez|er) cancel(a|e|en|ar|enme|ame) annul(er|ez) resili\w+ termin(a|e|en|ar|ez|er)`,
  ),
  REMOVED: words(
    "removed deleted kicked erased taken blocked borraron sacaron quitaron eliminaron borre dropped removes deletes efface retire",
  ),
  REMOVE: words(
    "remov(e|ing|al) delet(e|ing) eras(e|ing) scratch strike purge exclude discard lose forget kick scrub wipe pull drop block (quit|sac|saqu|elimin|borr|remuev|retir|suprim|tach|olvid|pierd)(a|e|en|ar|es|an)?(me|nos|lo|la|le|los|melo)? quitenlo saquenlo (supprim|enlev|effac|ray|retir|sort|biff|elimin|oubli)(e|ez|er|es)? ote[zr]? oter perd(s|ez)",
  ),
  TAKE: words("take takin taking get let cut leave keep"),
  OFF: words("off out from outta de del des d du"),
  SENT: words("texted messaged sent contacted called escribes escriben mandaste ecris envoie"),
  TEXTS: words(
    "texts text messages message sms mensajes? mensajitos? textos? notifications? notificaciones alerts? alertas? alertes? updates? spam emails? blasts? newsletters? promos? publicidad propaganda pub pubs promotions? solicitations? communications? correos envois?",
  ),
  SEND: words(
    String.raw`texting texter textez textea\w* textee\w* texte[ns]? messaging send sending contact contacting contactez contacter contacte[ns]? write writing call calling hit hitting hmu bother\w* disturb\w* harass\w* spamming pester\w* bug bugging blow blowing reach solicit\w* mand(en|ar|arme|es|e|a|enme|ando) envi(en|ar|arme|es|e|a|ando) escrib(an|ir|irme|a|as|e) ecri(re|ve|vez|s|t) envoy(er|ez|e) molest\w+ llam(en|ar|es|e) derang\w+ appel(er|ez) harcel\w+ ecrivez ring ping\w* dm msging`,
  ),
  GET: words(
    String.raw`get gets getting receiv\w+ recib\w+ recev\w+ recois recoit llega llegan llegando hear hearing see seeing got`,
  ),
  ME: words("me us moi nous nos m myself em"),
  MY: words("my mi mis mon ma mes our this that these those este esta esto estos ese ce cet cette ces"),
  IT: words("it them lo los le les la ca cela eso"),
  YOU: words("you your yall ya usted ustedes su sus tu tus vous vos votre ton ta tes te youre"),
  NUMBER: words(
    "number numbers phone phones cell cellphone mobile line landline numero telefono celular cel tel telephone cellulaire portable device name nombre nom info information contact iphone datos coordonnees",
  ),
  LIST: words(
    "list lists lista listas liste listes group grupo groupe thread chat database system rotation subscription suscripcion abonnement program service servicio mailing roster contacts contactos records distribution loop dnc",
  ),
  NOT: words(
    "dont dnt no not never ne n pas plus pu jamais nunca jamas ni aint nor without neither nah nope sin sans doesnt shouldnt wouldnt didnt havent isnt cant wont couldnt",
  ),
  WANT: words(
    String.raw`want wants wanted wanna need needs wish prefer rather like appreciate quiero kiero quisiera deseo necesito gustaria veux veut souhaite\w* aimerais voudrais interested interesa interesad\w interesse\w* id apreciaria agradeceria`,
  ),
  PLEASE: words(
    String.raw`please kindly por favor porfa porfis xfa xfavor porfavor svp stp plait plis merci gracias thanks veuillez appreciated sorry perdon desole\w* disculp\w+ pardon`,
  ),
  MORE: words("more mas plus"),
  CHANGE: words(
    String.raw`new update updated change changed changing switch\w* cambi\w+ nuevo nouveau correct old lost misspelled`,
  ),
  ADD: words(String.raw`add put join sign agreg\w+ anad\w+ ajout\w+ remett\w+ include resub\w* start yes si oui`),
  AGAIN: words("again anymore ever further future encore longer already now immediately asap desormais another any"),
  WRONG: words(String.raw`wrong equivocad\w equivoc\w+ incorrect\w* erroneo mauvais\w* erreur trompe\w* mistaken`),
  FAMILY: words(
    "wife wifes husbands? kids? son sons daughters? moms? mothers? mamas? fathers? dads? childs? children boyfriend girlfriend sisters? brothers? grandmas? grandmothers? grandpas? hij[ao]s? nin[ao]s? espos[ao] papa madre padre fille fils mere pere mari femme enfant hermano hermana abuel[ao] minor parents? late",
  ),
  DEATH: words(String.raw`passed died deceased dead fallecio murio decede\w* mort\w* gone deceso estate widow difunto`),
  WORK: words(
    "work office business company landline hospital shared clinic oficina trabajo bureau school dispatch receptionist employee",
  ),
  AGREED: words(
    String.raw`signed sign signup subscribed subscribe consent\w* permission permiso authoriz\w+ agree\w* apunt\w+ suscrib\w+ inscrib\w+ inscri\w+ enrolled registered gave asked requested opted optedin optedout`,
  ),
  WHO: words("who whos whoever quien quienes qui idk unknown stranger"),
  UPSET: words(
    String.raw`enough tired sick annoy\w* unwanted unsolicited reported report\w* harassment lawyer attorney fcc police sue illegal denunci\w+ harto harta tanne\w* marre fed ridiculous unacceptable warning tcpa fuck fucking hell`,
  ),
  SHOW: words(
    String.raw`song songs show shows tour music album ticket tickets concert\w* merch presale video band setlist vinyl cancion\w* rola disco gira boletos chanson toune musique spectacle tournee billets order hoodie shirt code link lyrics verse singing dancing playing crying stage venue doors radio spotify track listening`,
  ),
  POLITICS: words(
    "tax taxes vote voting voted bill war wars genocide congress president senator governor border law court judge oil abortion guns? party election deportations? ice gobierno impuestos guerra gouvernement schools? climate pipeline donation lying fighting country money rates rent prices",
  ),
  THEY: words("they he she we people everyone someone somebody nobody anyone him ellos ils elle il hes shes theyre"),
  THEIR: words("his her hers their"),
  MISTAKE: words(
    String.raw`accident\w* mistake error back resubscribe oops meant almost autocorrect waitlist misclick`,
  ),
  QUESTION: words("how why when where what if como porque cuando donde que comment pourquoi quand si did does is was"),
  FAN: words(String.raw`keep love miss best favorite haha lol omg jaja\w* amo adore encanta\w* fan excited happy`),
  I: words("i im ive ill yo je j"),
};
const table = Object.entries(classes);

/** Words that are recognized with one mistake in them. */
const spelled =
  "unsubscribe remove please number texting messages message cancel delete contact mensajes lista numero telefono quiten saquen eliminen borren dejen arretez enlevez retirez desabonnez supprimez liste stop take send list".split(
    " ",
  );
const letters = (word: string) => [...word].sort().join("");

/** Classes of the words that came lately: most words of a language are few. */
const known = new Map<string, string[]>();
const mostKnown = 10_000;

/** The classes of a word, at most three; none where it is about something else. */
export function wordClasses(word: string): string[] {
  if (word.length > longest) return [];
  let classes = known.get(word);
  if (!classes) {
    classes = lookUp(word);
    if (known.size >= mostKnown) known.clear();
    known.set(word, classes);
  }
  return classes;
}

/** Letters of a word; a longer one is no word. */
const longest = 24;

function lookUp(word: string): string[] {
  let found = classesOf(word);
  if (found.length === 0 && word.length >= 4) {
    const meant = spelled.find(
      (one) =>
        Math.abs(one.length - word.length) <= 1 &&
        distance(word, one, 1) === 1 &&
        (one.length >= 6 || letters(one) === letters(word)),
    );
    if (meant) found = classesOf(meant);
  }
  // Spanish says "me" at the end of the verb: sáquenme.
  if (word.length > 5 && /(?:me|nos)$/.test(word) && found.some((one) => /^(?:REMOVE|STOP|SEND)$/.test(one)))
    found = [...found.filter((one) => one !== "ME"), "ME"];
  return found.slice(0, 3);
}
const classesOf = (word: string) => table.filter(([, pattern]) => pattern.test(word)).map(([name]) => name);
