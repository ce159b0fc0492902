import type { Language } from "@/lib/consent/words";
import { Frame } from "./frame";

type Section = { title: string; paragraphs: string[] };

const terms: Record<Language, Section> = {
  en: {
    title: "Terms of these texts",
    paragraphs: [
      "You get recurring texts from the person whose number you texted, after you signed up. Consent is not a condition of any purchase.",
      "Message frequency varies. Message and data rates of your carrier may apply. Carriers are not liable for late or lost texts.",
      "Reply STOP at any time to opt out: one last text confirms it. Reply HELP for help. START brings you back.",
      "The service is for people of 13 or more years, or older where the sign-up page says so, with a US or Canadian number.",
    ],
  },
  es: {
    title: "Términos de estos mensajes",
    paragraphs: [
      "Después de inscribirse, recibe mensajes recurrentes de la persona a cuyo número escribió. Aceptar no es condición de ninguna compra.",
      "La frecuencia varía. Pueden aplicarse tarifas de mensajes y datos de su operador. Los operadores no responden por mensajes tardíos o perdidos.",
      "Responda STOP en cualquier momento para salir: un último mensaje lo confirma. Responda HELP para ayuda. START le trae de vuelta.",
      "El servicio es para personas de 13 años o más, o mayores donde la página lo diga, con un número de EE. UU. o Canadá.",
    ],
  },
};

const privacy: Record<Language, Section> = {
  en: {
    title: "What happens with your data",
    paragraphs: [
      "What is stored: your number, the texts between you and the person you text with, what you type on the sign-up page, and a record of your consent (when, how, from which address).",
      "What it is for: to know who is writing and to text you what is meant for you. It is not sold, and numbers and consent are not shared with third parties for their marketing.",
      "Who sees it: the person you text with, their team, and the carrier that brings the texts.",
      "Your rights: the link you were texted shows what is stored, to change it or to leave. To have it deleted, text the number.",
    ],
  },
  es: {
    title: "Qué pasa con sus datos",
    paragraphs: [
      "Qué se guarda: su número, los mensajes entre usted y la persona con quien se escribe, lo que escribe en la página de inscripción y una constancia de su consentimiento (cuándo, cómo, desde qué dirección).",
      "Para qué: para saber quién escribe y enviarle lo que es para usted. No se vende, y los números y el consentimiento no se comparten con terceros para su publicidad.",
      "Quién lo ve: la persona con quien se escribe, su equipo y el operador que lleva los mensajes.",
      "Sus derechos: el enlace que recibió muestra lo guardado, para cambiarlo o salir. Para borrarlo, escriba al número.",
    ],
  },
};

/** The plain terms and privacy pages, for leaders who have none of their own. */
export function LegalPage({ kind, language }: { kind: "terms" | "privacy"; language: Language }) {
  const section = (kind === "terms" ? terms : privacy)[language];
  return (
    <Frame language={language} leader={null} title={section.title}>
      {section.paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </Frame>
  );
}
