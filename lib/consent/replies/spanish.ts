import { firstRule, type Rule } from "./phrase";

const tail =
  "por|favor|porfavor|porfa|gracias|ya|mas|nunca|a|al|de|del|la|el|los|las|lo|su|sus|tu|tus|esta|este|estos|estas|esa|ese|eso|esto|mi|mis|me|nos|numero|telefono|celular|nombre|lista|listas|base|datos|mensajes|mensaje|textos|texto|sms|mensajitos|publicidad|propaganda|correos|notificaciones|alertas|contacto|contactos|cosas|nada|ningun|ninguno|ninguna|tipo|tantos|tanto|inmediatamente|ahora|hoy|nuevo|otra|vez|aqui|politicos|politica|basura|spam|suscripcion|servicio|sistema|registro|grupo|favorcito|senor|senora|en|con|y|que|molestar|molesten|gente|amigo|amigos|pinche|pinches|malditos|toda|todos|todas|para|siempre|texting|text|messages|texts|ustedes|parte|recibir|ni|llamar|llamadas|llamen|si|no|dejen|deje";
const end = `(?: (?:${tail}))*$`;
const start =
  "^(?:(?:por|favor|porfavor|porfa|hola|buenas|buenos|dias|tardes|noches|ya|gracias|pero|y|ok|si|les|me|nos|oye|oigan|disculpe|disculpen|perdon|le|te|pido|pedi|que|quiero|quisiera|necesito|de|solo|pueden|puede|puedes|podrian|podria|senor|senora|lo|siento|a|mejor|stop|alto|entonces|amigo|amigos|deseo|gustaria|solicito|he|dicho|dije|amablemente|hagan|el|hagame) )*";
const write =
  "escrib\\w+|mand\\w+|envi\\w+|text\\w+|mensaj\\w+|contact\\w+|molest\\w+|llam\\w+|fastidi\\w+|jod\\w+|chingar|chinguen|acos\\w+|spam\\w*|busc\\w+";

/** Requests to stop in Spanish, tried on one clause without accents; `flag` where a person decides. */
const requests: Rule[] = [
  [
    "es_stop_writing",
    new RegExp(
      `${start}(?!\\w+ron\\b)(?:dej|par|ces|deteng|deten|termin)\\w{0,4}(?: ya)? de (?:(?:estar|seguir) )?(?:${write}|recibir)${end}`,
    ),
  ],
  [
    "es_stop_writing",
    new RegExp(
      `${start}(?:paren|parar|alto|pare|para|detengan|detenga|detener|deten|cesen|terminen|stop de mandar|stop de enviar|stop|alto a|basta de|basta con|cancel\\w+|quiten)(?: ya)?(?: con| a| de)?(?: todos| todas)?(?: los| las| estos| sus| tus| esos| mis)?(?: envios| envio)?(?: de)? (?:mensajes|mensaje|textos|texts|mensajitos|sms|notificaciones|alertas|llamadas|publicidad|propaganda)${end}`,
    ),
  ],
  [
    "es_dont_write",
    new RegExp(
      `${start}(?:ya )?no (?:me|nos) (?:(?:vuelva|vuelvan|vuelvas|sigan|siga|sigas|anden|esten) (?:a )?(?:${write})|escriba[ns]?|mande[ns]?|envie[ns]?|textee[ns]?|texte[ns]?|contacte[ns]?|moleste[ns]?|llame[ns]?|mensajee[ns]?|mensaje[ns]?|busque[ns]?|fastidie[ns]?|joda[ns]?|chinguen|spammee[ns]?)${end}`,
    ),
  ],
  [
    "es_dont_write",
    new RegExp(
      `${start}(?:ya )?no (?:vuelva[ns]? a (?:${write})|recibir|mandar|enviar|escribir|contactar|molestar|llamar|manden|envien|envie|mande|mandes|envies|escriban|escriba|molesten|molestes|moleste|contacten|contacte)(?:me|nos)?${end}`,
    ),
  ],
  [
    "es_dont_want",
    new RegExp(
      `${start}(?:yo )?(?:ya )?no (?:quiero|deseo|quisiera|necesito|queremos|deseamos|me interesa|estoy interesad[oa] en|acepto|autorizo)(?: mas| seguir| estar| que me (?:manden|envien|escriban|sigan \\w+|contacten|llamen|molesten))*(?: recibir| recibiendo| tener| ver)?(?: mas)?(?: de)?(?: sus| tus| estos| esos| los| ningun| otro)*(?: mensajes| mensaje| textos| texto| sms| correos| publicidad| propaganda| notificaciones| alertas| nada| esto| en (?:la|su|esta) lista)${end}`,
    ),
  ],
  [
    "es_dont_want",
    new RegExp(
      `${start}(?:ya )?no (?:quiero|deseo) (?:que me (?:manden|envien|escriban|contacten|llamen|molesten|texteen)|recibir(?:los)?|seguir recibiendo(?:los)?|ser contactad[oa]|estar en)${end}`,
    ),
  ],
  [
    "es_no_more",
    new RegExp(
      `${start}(?:ya )?no mas (?:mensajes|mensaje|textos|texto|texts|text|sms|correos|publicidad|propaganda|notificaciones|spam|llamadas|text|texts)${end}`,
    ),
  ],
  [
    "es_remove_me",
    new RegExp(
      `${start}(?:borr|elimin|quit|sac|saqu|remuev|remov|remuev|retir|tach|desuscrib|desinscrib|suprim)\\w{0,4}(?:me|nos)${end}`,
    ),
  ],
  [
    "es_remove_me",
    new RegExp(
      `${start}(?:borr|elimin|quit|sac|saqu|remuev|remov|retir|tach|pierd|olvid|suprim)\\w{0,4}(?: a)? (?:mi|este|mis|el) (?:numero|telefono|celular|nombre|contacto|datos|info)${end}`,
    ),
  ],
  [
    "es_remove_me",
    new RegExp(
      `${start}(?:que )?(?:me|nos) (?:borr|elimin|quit|saqu|remuev|retir)\\w{1,3} (?:de|del) ${"(?:su|la|esta|tu|el)"}${end}`,
    ),
  ],
  [
    "es_unsubscribe",
    new RegExp(
      `${start}(?:como )?(?:(?:dar|darme|darse|dame|deme|denme|dennos|den|doy|me doy|doy de|me dan|me da|me pueden dar|dado) )+(?:de )?baja${end}`,
    ),
  ],
  [
    "es_unsubscribe",
    new RegExp(`${start}(?<=(?:solicito|pido|pedi|quiero|quisiera|necesito|deseo) )(?:la |mi |una |de )?baja${end}`),
  ],
  [
    "es_remove_me",
    new RegExp(
      `${start}(?:borrar|quitar|sacar|eliminar|remover|retirar)(?:me|nos)? (?:de|del) (?:su|la|esta|tu|el|sus) (?:lista|listas|base|sistema|grupo|registro)${end}`,
    ),
  ],
  ["es_remove_me", new RegExp(`${start}(?:salirme|salir|irme|sacarme|quitarme) de (?:la|esta|su|este|el|aqui)${end}`)],
  [
    "es_unsubscribe",
    new RegExp(
      `${start}(?:cancel\\w+|anul\\w+|termin\\w+)(?: mi| la| esta| mis)? (?:suscripcion|subscripcion|inscripcion|registro)${end}`,
    ),
  ],
  ["es_unsubscribe", new RegExp(`${start}(?:de|des)su(?:s|bs)cri\\w*${end}`)],
  ["es_unsubscribe", new RegExp(`${start}(?:salir(?:me)?|salgo) de (?:la|esta|su|este|el)(?: lista| grupo)${end}`)],
  ["es_leave_me", new RegExp(`${start}(?:dejen|deje|deja|dejad)(?:me|nos)? (?:en paz|tranquil[oa]|de molestar)${end}`)],
  ["es_leave_me", new RegExp(`${start}no (?:molest|fastidi|jod|ching)\\w{1,4}(?: mas| por favor| gracias| ya)*$`)],
];
const doubts: Rule[] = [
  [
    "es_wants_out",
    /^(me equivoque )?(quiero|deseo|necesito|quisiera) (cancelar|salir|parar)( por favor| gracias| ya)*$|^(ya )?no quiero mas( gracias| por favor)*$|^baja (del|de este|de la|de) (servicio|lista|suscripcion|mensajes)$/,
  ],
  [
    "es_wrong_number",
    /\bnumero (equivocado|incorrecto|erroneo)\b|\b(se|te|estas?|esta) equivoc\w+ de (numero|persona|telefono)\b|\bpersona equivocada\b|\bno soy (esa|la|el|ese) (persona|senor|senora)\b|\b(se|te) equivoc(o|aste|aron)$|\beste (ya )?no es (el )?(numero|telefono) de\b/,
  ],
  [
    "es_not_interested",
    /^((lo siento|gracias|hola|pero|ya|perdon|no) )*(no (me|nos) interesa|no estoy interesad[oa]|no gracias no me interesa)( (nada|gracias|esto|por favor|eso|para nada|su \w+|tu \w+))*$/,
  ],
  [
    "es_asks_how",
    /^(por favor |hola |y |pero )*(como|donde|que hago para|de que manera)( (puedo|hago|le|se|para|me|debo))* (cancel\w+|salir\w*|salgo|quit\w+|dejo|dejar|borr\w+|elimin\w+|par\w+|deteng\w+|detener|doy de baja|desuscrib\w+|dar\w* de baja)\b.{0,60}$/,
  ],
  ["es_consent", /\b(revoco|retiro|no (doy|di|tienen?|tiene)) (mi |el |su )?(consentimiento|permiso|autorizacion)\b/],
  ["es_block", /^(los |te |lo |la |voy a |ya )+(bloque\w+|report\w+|denunci\w+)( .{0,30})?$/],
  [
    "es_enough",
    /^(ya )?(no mas|basta)( ya| por favor| gracias)*$|^ya (basta|estuvo|parenle|parale)( .{0,20})?$|^hasta cuando .{0,10}(mensajes|textos)/,
  ],
  [
    "es_never_agreed",
    /\b(nunca|no) (me )?(suscribi|inscribi|registre|pedi|autorice|di permiso)( (a|para|en|esto|estos|mensajes|esta|lista|nada|de|recibir|la))*$/,
  ],
  ["es_go_away", /^(vete|vayanse|vayase|larg\w+|chinga\w*|chinguen|jodete)( .{0,20})?$/],
];

export function spanishRequest(words: string[]): string | null {
  const clause = words.join(" ");
  return firstRule(requests, clause.replace(/^no gracias /, ""));
}
export function spanishDoubt(words: string[]): string | null {
  const clause = words.join(" ");
  return firstRule(doubts, clause);
}
