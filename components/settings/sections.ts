/** The pages of the settings, in their order. */
export const sections: { href: string; label: string }[] = [{ href: "/settings", label: "You" }];
