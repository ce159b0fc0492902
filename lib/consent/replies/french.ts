import { firstRule, type Rule } from "./phrase";

const tail =
  "svp|stp|s|il|vous|te|t|plait|merci|de|d|la|le|les|l|des|du|vos|votre|ta|ton|tes|ce|ces|cette|mon|mes|ma|moi|nous|m|me|numero|numeros|tel|telephone|portable|cellulaire|nom|coordonnees|liste|listes|messages|message|textos|texto|sms|texts|text|pub|pubs|publicite|publicites|promos|promo|notifications|alertes|envois|envoi|courriels|contact|contacts|contacter|spam|trucs|ca|cela|rien|plus|jamais|tout|toute|tous|toutes|suite|maintenant|immediatement|sur|a|au|aux|en|par|pour|et|que|qui|base|donnees|fichier|fichiers|repertoire|diffusion|abonnement|service|systeme|groupe|monsieur|madame|bien|vouloir|pas|non|sollicites|texter|ecrire|envoyer|appeler|deranger|encore|bonne|journee|cordialement|desormais|autres|aucun|autre|politiques|politique|continuer|recevoir|etre";
const end = `(?: (?:${tail}))*$`;
const start =
  "^(?:(?:svp|stp|s|il|vous|plait|te|bonjour|bonsoir|salut|merci|de|d|bien|vouloir|veuillez|pouvez|pourriez|peux|tu|me|m|priere|je|j|prie|demande|ai|dit|voudrais|veux|souhaite|aimerais|desire|souhaiterais|que|mais|et|ok|non|oui|alors|desole|pardon|madame|monsieur|stop|faut|arret|arretez|vraiment|deja|encore|une|fois) )*";
const write =
  "envoy\\w+|envoi\\w*|ecri\\w+|text\\w+|contact\\w+|derang\\w+|harcel\\w+|appel\\w+|spam\\w*|embet\\w+|emmerd\\w+|sollicit\\w+|import\\w+|messag\\w+|parler|recevoir";
const nouns =
  "messages|message|textos|texto|sms|texts|envois|pub|pubs|publicites|publicite|promos|spam|notifications|alertes|courriels|conneries|emmerdes";

/** Requests to stop in French, tried on one clause without accents and with elisions opened. */
const requests: Rule[] = [
  [
    "fr_stop_writing",
    new RegExp(
      `${start}(?:arret\\w*|cess\\w+|stop\\w*|finis\\w*)(?: de| d)?(?: (?:m|me|nous|toujours|vos|tout))* (?:${write})${end}`,
    ),
  ],
  [
    "fr_stop_writing",
    new RegExp(
      `${start}(?:arret\\w*|cess\\w+|stop\\w*|annul\\w+|fini|termin\\w+)(?: avec| a| aux| au| tous| tout)?(?: les| vos| ces| tes| l| de| des| mes| cet?)*(?: envois?| envoi)?(?: de| d)? (?:${nouns})${end}`,
    ),
  ],
  [
    "fr_dont_write",
    new RegExp(
      `${start}(?:ne )?(?:m|me|nous) (?:ecri\\w+|envo\\w+|text\\w+|contact\\w+|appel\\w+|derang\\w+|sollicit\\w+|harcel\\w+|embet\\w+)(?: moi)? (?:plus|pas|jamais)${end}`,
    ),
  ],
  [
    "fr_dont_write",
    new RegExp(`${start}ne (?:plus|pas|jamais) (?:(?:m|me|nous) )?(?:${write}|recevoir|etre contacte\\w*)${end}`),
  ],
  ["fr_dont_write", new RegExp(`${start}n (?:envoy\\w+|ecriv\\w+|appel\\w+) (?:plus|pas|jamais)${end}`)],
  [
    "fr_dont_want",
    new RegExp(
      `${start}(?:ne )?(?:n )?(?:veux|veut|souhaite|desire|voudrais|souhaitons|voulons|ai|accepte|autorise)(?: ne)? (?:plus|pas|aucun|jamais)(?: (?:besoin|envie))?(?: (?:etre|que vous|recevoir|avoir|voir|de|d|vos|ces|des|tes|aucun|autres|les|vous|me|m|le))* (?:${nouns}|contacte\\w*|rien|ecriviez|envoyiez|recevoir|contactiez|textiez|derang\\w+)${end}`,
    ),
  ],
  [
    "fr_no_more",
    new RegExp(
      `${start}(?:plus|pas|aucun|assez|marre)(?: jamais)? (?:de |d |aucun |un seul )?(?:vos |ces |tes |autres )?(?:${nouns})${end}`,
    ),
  ],
  [
    "fr_unsubscribe",
    new RegExp(`${start}(?:me |m |nous |se |s )?(?:des|de|dez)(?: )?(?:abon|inscri)\\w*(?: moi| nous)?${end}`),
  ],
  [
    "fr_unsubscribe",
    new RegExp(
      `${start}(?:annul|resili|termin|cess|arret|suppri|supprim|met\\w* fin a|mettre fin a)\\w*(?: mon| l| cet| a mon| notre)? (?:abonnement|inscription|souscription)${end}`,
    ),
  ],
  ["fr_unsubscribe", new RegExp(`${start}resili\\w+${end}`)],
  [
    "fr_remove_me",
    new RegExp(
      `${start}(?:retir|enlev|supprim|effac|ray|ot|sort|biff|elimin)\\w{1,4} (?:moi|nous|(?:mon|ce|mes|notre) (?:numero|nom|tel|telephone|portable|contact|coordonnees|cellulaire))${end}`,
    ),
  ],
  [
    "fr_remove_me",
    new RegExp(
      `${start}(?:me |m |nous )(?:retir|enlev|supprim|effac|ray|ot|sort)\\w{1,4} (?:de|des) ${"(?:la|votre|vos|cette|ta|ces|l)"}${end}`,
    ),
  ],
  [
    "fr_remove_me",
    new RegExp(
      `${start}(?:retirer|enlever|supprimer|effacer|rayer) (?:mon|ce|mes) (?:numero|nom|tel|telephone|contact|coordonnees)${end}`,
    ),
  ],
  [
    "fr_remove_me",
    new RegExp(
      `${start}(?:etre )(?:retire|enleve|supprime|efface|raye|desabonne|desinscrit)e?s?(?: (?:de|des|du))?${end}`,
    ),
  ],
  [
    "fr_stop_writing",
    new RegExp(
      `^(?:(?:svp|stp|s|il|vous|te|plait|bonjour|merci|ok|non|mais|bon|d|de) )*(?:arret\\w*|cess\\w+|stop\\w*)(?: (?:moi|ca|cela|tout|tout ca|tout cela|maintenant|tout de suite|immediatement))+${end}`,
    ),
  ],
  [
    "fr_leave_me",
    new RegExp(
      `${start}(?:laiss\\w+|foute?\\w*|fich\\w+)(?: moi| nous| moi donc)(?: tranquilles?| la paix| en paix)${end}`,
    ),
  ],
];
const doubts: Rule[] = [
  ["fr_wrong_number", /\b(ce n est (pas|plus)|pas) le bon numero\b|\bce numero n (est|appartient) (pas|plus)\b/],
  [
    "fr_wants_out",
    /^(svp |merci de |veuillez |pouvez vous )*me (retirer|enlever|supprimer|desinscrire)( svp| merci)*$|^plus rien( svp| merci)*$|^(je )?(ne )?veux (plus )?rien( recevoir)?( svp| merci)*$/,
  ],
  ["fr_stop", /^(je |j )?(veux|voudrais|souhaite|aimerais) (arreter|stopper|tout arreter)( svp| merci| maintenant)*$/],
  [
    "fr_wrong_number",
    /\b(mauvais|faux) numero\b|\berreur de (numero|personne)\b|\b(tromp\w+|erreur) de (numero|personne|destinataire)\b|\bmauvaise personne\b|\bce n est (pas|plus) (le|son) numero\b/,
  ],
  [
    "fr_not_interested",
    /^((non|merci|desole|bonjour|je|ne|suis|ca|n est|m|mais|vraiment|du|tout|c) )*(pas|plus|aucunement|m interesse pas)( du tout)? interesse\w*( (merci|desole|par .{0,30}|du tout|svp))*$|^(ca |cela )?(ne )?m interesse (pas|plus)( .{0,20})?$/,
  ],
  [
    "fr_asks_how",
    /^(bonjour |svp |et |mais )*(comment|ou)( (puis|je|faire|peut|on|pour|dois|fait|est|ce|que|peux|me|m|se|s|on))* (desabon\w+|desinscri\w+|arret\w+|annul\w+|resili\w+|stop\w*|supprim\w+|retir\w+|ne plus)\b.{0,60}$/,
  ],
  ["fr_consent", /\b(retire|revoque|annule|avez pas|n ai pas donne|donne pas|pas) mon consentement\b/],
  ["fr_block", /^(je |vous |te |t |vais |ai )+(bloqu\w+|signal\w+|report\w+|denonc\w+)( .{0,30})?$/],
  [
    "fr_enough",
    /^(ca suffit|j en veux (plus|pas)|je n en veux (plus|pas)|j en ai assez|ca suffit maintenant|assez|y en a marre|j en ai marre|marre|arret total)( .{0,24})?$/,
  ],
  ["fr_never_agreed", /\b(jamais|pas) (donne|inscrit\w*|demande|abonne\w*|autorise|accepte|consenti)( .{0,30})?$/],
  [
    "fr_go_away",
    /^(degag\w+|va te faire .{0,20}|allez vous faire .{0,20}|cass\w+ (vous|toi)|barr\w+ (vous|toi)|ta gueule)( .{0,20})?$/,
  ],
];

export function frenchRequest(words: string[]): string | null {
  const clause = words.join(" ");
  const rule = firstRule(requests, clause);
  // "Enlevez-moi pas": spoken French denies behind the verb, without "ne".
  if (/^fr_(?:remove_me|unsubscribe)$/.test(rule ?? "") && /\b(?:pas|jamais)\b/.test(clause)) return null;
  // "Je veux plus de messages encore" asks for more, "tu m'écris plus" complains that there are none.
  if (/\bplus de \w+ encore\b|^(?:et |mais )?tu (?:m|nous) \w+ (?:plus|pas)$/.test(clause)) return null;
  return rule;
}
export function frenchDoubt(words: string[]): string | null {
  const clause = words.join(" ");
  return firstRule(doubts, clause);
}
