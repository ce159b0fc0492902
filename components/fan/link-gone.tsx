import type { Language } from "@/lib/consent/words";
import { Frame } from "./frame";

const words = {
  en: {
    title: "This link leads nowhere",
    next: "Perhaps a letter was lost on the way. Open it once more from the text, or ask who sent it to you.",
  },
  es: {
    title: "Este enlace no lleva a ninguna parte",
    next: "Quizá se perdió una letra en el camino. Ábralo otra vez desde el mensaje, o pregunte a quien se lo envió.",
  },
};

/** Behind a tracked link that was never made here. */
export function LinkGonePage({ language }: { language: Language }) {
  return (
    <Frame language={language} leader={null} title={words[language].title}>
      <p className="mute" style={{ textAlign: "center" }}>
        {words[language].next}
      </p>
    </Frame>
  );
}
