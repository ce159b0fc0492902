import { Channels, MMSAudio, MMSContent, MMSImage, MMSVcard, MMSVideo, SMS } from "@vonage/messages";
import type { TextToSend } from "../carrier";

const digits = (phone: string) => phone.replace(/^\+/, "");

/** A text as the SDK sends it: an SMS, or an MMS where something goes along; the words are then the caption. */
export function outgoing({ from, to, text, ref, media = [] }: TextToSend): SMS | MMSImage | MMSVideo | MMSAudio {
  const ends = { from: digits(from), to: digits(to), clientRef: ref };
  const [first, ...more] = media;
  if (!first) return new SMS({ channel: Channels.SMS, messageType: "text", ...ends, text });
  const caption = text === "" ? {} : { caption: text };
  if (more.length > 0) {
    // The caption of the first item is the text of the whole message.
    const content = media.map(({ url, type }, index) => ({ type, url, ...(index === 0 ? caption : {}) }));
    // The SDK sends it; its list of types has forgotten it, and the contact card.
    return new MMSContent({ ...ends, content }) as never;
  }
  const item = { url: first.url, ...caption };
  switch (first.type) {
    case "image":
      return new MMSImage({ ...ends, image: item });
    case "video":
      return new MMSVideo({ ...ends, video: item });
    case "audio":
      return new MMSAudio({ ...ends, audio: item });
    case "vcard":
      return new MMSVcard({ ...ends, vcard: item }) as never;
  }
}
