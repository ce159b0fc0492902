import { Refusal } from "@/lib/refusal";

/** Said of a file or a wish that cannot be imported: the message is shown to the person as it is. */
export class ImportRefused extends Refusal {}
