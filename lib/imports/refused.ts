/** Said of a file or a wish that cannot be imported: the message is shown to the person as it is. */
export class ImportRefused extends Error {}

/** There is no such import, or it is another leader's. */
export class ImportGone extends ImportRefused {}
