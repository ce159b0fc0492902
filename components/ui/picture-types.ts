/** What a leader's picture may be, for a file input; the server looks at the bytes. */
export const pictureTypes = "image/jpeg,image/png,image/webp";
