import type { Language } from "@/lib/consent/words";
import type { StandardField, Wrong } from "@/lib/members/details";

type Words = {
  title: (name: string) => string;
  intro: string;
  labels: Record<StandardField, string>;
  hints: Partial<Record<StandardField, string>>;
  genders: string[];
  choose: string;
  yes: string;
  no: string;
  optional: string;
  wrong: Record<Wrong, string>;
  wrongAge: (years: number) => string;
  summary: string;
  join: string;
  joined: (name: string) => string;
  joinedNext: (name: string) => string;
  saveContact: string;
  backToTexts: string;
  yours: (name: string) => string;
  change: string;
  save: string;
  saved: string;
  leave: string;
  leaveSure: (name: string) => string;
  leaveYes: string;
  left: (name: string) => string;
  leftNext: string;
  gone: string;
  goneNext: string;
  textAgain: string;
  away: string;
  awayNext: string;
  tryAgain: string;
  terms: string;
  privacy: string;
  open: string;
  textMe: string;
  scan: string;
  orType: string;
  mobile: string;
  mobileHint: string;
  textMeFirst: string;
  asked: string;
  askedNext: (name: string) => string;
  oneMoment: string;
  oneMomentNext: string;
  tooMany: string;
  tooManyNext: string;
  nobody: string;
  nobodyNext: string;
  unavailable: string;
  unavailableNext: string;
  noNumber: string;
};

/** What the fan's pages say, in each language they speak. */
export const words: Record<Language, Words> = {
  en: {
    title: (name) => `Stay in touch with ${name}`,
    intro: "A few words about you, so that the texts you get are meant for you.",
    labels: {
      firstName: "First name",
      lastName: "Last name",
      birthDate: "Date of birth",
      place: "City or ZIP code",
      gender: "Gender",
      email: "E-mail",
    },
    hints: { birthDate: "Month, day, year", place: "Canadian postal codes work too" },
    genders: ["Woman", "Man", "Non-binary"],
    choose: "Choose…",
    yes: "Yes",
    no: "No",
    optional: "optional",
    wrong: {
      missing: "Please fill this in.",
      too_long: "That is too long. A shorter form will do.",
      no_date: "Please write it as month/day/year, like 5/17/1990.",
      too_young: "",
      no_email: "That does not look like an e-mail address.",
      no_place: "Please give a city, or a ZIP or postal code.",
      no_number: "Please write a number, like 12 or 3.5.",
      no_choice: "Please choose one of these.",
      no_phone: "That does not look like a mobile number. Ten digits, with the area code.",
      not_home: "Only US and Canadian numbers can be texted.",
    },
    wrongAge: (years) => `You need to be ${years} or older. Nothing you typed was kept.`,
    summary: "Almost. Please look at these:",
    join: "Sign me up",
    joined: (name) => `You’re in. ${name} says thanks.`,
    joinedNext: (name) => `A text confirms it. Save the number, so that you know it is ${name} next time.`,
    saveContact: "Save to contacts",
    backToTexts: "Back to texting",
    yours: (name) => `What ${name} knows about you`,
    change: "Change what is not right, then save.",
    save: "Save",
    saved: "Saved.",
    leave: "Leave",
    leaveSure: (name) => `Get no more texts from ${name}`,
    leaveYes: "Leave now",
    left: (name) => `You’ve left. ${name} will not text you again.`,
    leftNext: "If you change your mind, text START to the number.",
    gone: "This link no longer works",
    goneNext: "Text the number again and you’ll get a fresh one.",
    textAgain: "Text the number",
    away: "One moment, please",
    awayNext: "We cannot save right now. What you typed is still here: please try again in a minute.",
    tryAgain: "Try again",
    terms: "Terms",
    privacy: "Privacy",
    open: "Text me. I read what you write.",
    textMe: "Text me",
    scan: "Point your phone’s camera here to text me",
    orType: "Or type your number, and I’ll text you",
    mobile: "Mobile number",
    mobileHint: "US or Canada, with the area code",
    textMeFirst: "Send me the text",
    asked: "Look at your phone",
    askedNext: (name) =>
      `If this number can be texted, one text from ${name} is on its way. Reply YES to it and you’re in.`,
    oneMoment: "One moment…",
    oneMomentNext: "We’re making sure you’re not a robot. If nothing happens, text the number yourself.",
    tooMany: "Too many requests",
    tooManyNext: "Wait a while, or text the number yourself.",
    nobody: "Nobody here by that name",
    nobodyNext: "Look at the address once more, or ask whoever gave it to you.",
    unavailable: "This page isn’t available",
    unavailableNext: "You can still text STOP to stop messages from this number.",
    noNumber: "The number is on its way. Please look in again soon.",
  },
  es: {
    title: (name) => `Siga en contacto con ${name}`,
    intro: "Unas palabras sobre usted, para que los mensajes que reciba sean para usted.",
    labels: {
      firstName: "Nombre",
      lastName: "Apellido",
      birthDate: "Fecha de nacimiento",
      place: "Ciudad o código postal",
      gender: "Género",
      email: "Correo electrónico",
    },
    hints: { birthDate: "Mes, día, año", place: "También sirven los códigos de Canadá" },
    genders: ["Mujer", "Hombre", "No binario"],
    choose: "Elija…",
    yes: "Sí",
    no: "No",
    optional: "opcional",
    wrong: {
      missing: "Complete este campo.",
      too_long: "Es demasiado largo. Basta una forma más corta.",
      no_date: "Escríbala como mes/día/año, por ejemplo 5/17/1990.",
      too_young: "",
      no_email: "No parece una dirección de correo.",
      no_place: "Indique una ciudad o un código postal.",
      no_number: "Escriba un número, por ejemplo 12 o 3.5.",
      no_choice: "Elija una de las opciones.",
      no_phone: "No parece un número de móvil. Son diez cifras, con el código de área.",
      not_home: "Solo se puede escribir a números de EE. UU. y Canadá.",
    },
    wrongAge: (years) => `Debe tener ${years} años o más. No se guardó nada de lo que escribió.`,
    summary: "Casi. Revise lo siguiente:",
    join: "Inscribirme",
    joined: (name) => `¡Listo! ${name} le da las gracias.`,
    joinedNext: (name) => `Un mensaje lo confirma. Guarde el número para saber que es ${name} la próxima vez.`,
    saveContact: "Guardar contacto",
    backToTexts: "Volver a los mensajes",
    yours: (name) => `Lo que ${name} sabe de usted`,
    change: "Cambie lo que no esté bien y guarde.",
    save: "Guardar",
    saved: "Guardado.",
    leave: "Salir",
    leaveSure: (name) => `No recibir más mensajes de ${name}`,
    leaveYes: "Salir ahora",
    left: (name) => `Ha salido. ${name} no le escribirá más.`,
    leftNext: "Si cambia de opinión, envíe START al número.",
    gone: "Este enlace ya no funciona",
    goneNext: "Escriba otra vez al número y recibirá uno nuevo.",
    textAgain: "Escribir al número",
    away: "Un momento, por favor",
    awayNext: "Ahora no podemos guardar. Lo que escribió sigue aquí: inténtelo de nuevo en un minuto.",
    tryAgain: "Intentar de nuevo",
    terms: "Términos",
    privacy: "Privacidad",
    open: "Escríbame. Leo lo que me escribe.",
    textMe: "Escríbame",
    scan: "Apunte aquí la cámara de su teléfono para escribirme",
    orType: "O escriba su número y le mando un mensaje",
    mobile: "Número de móvil",
    mobileHint: "EE. UU. o Canadá, con el código de área",
    textMeFirst: "Enviarme el mensaje",
    asked: "Mire su teléfono",
    askedNext: (name) =>
      `Si se puede escribir a este número, un mensaje de ${name} está en camino. Responda SI y listo.`,
    oneMoment: "Un momento…",
    oneMomentNext: "Comprobamos que no es un robot. Si no pasa nada, escriba usted al número.",
    tooMany: "Demasiados intentos",
    tooManyNext: "Espere unos minutos, o escriba usted al número.",
    nobody: "Aquí no hay nadie con ese nombre",
    nobodyNext: "Revise la dirección, o pregunte a quien se la dio.",
    unavailable: "Esta página no está disponible",
    unavailableNext: "Todavía puede enviar STOP para dejar de recibir mensajes de este número.",
    noNumber: "El número está en camino. Vuelva pronto.",
  },
};
