import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { Spinner } from "./spinner";

export const buttonLook = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-card font-medium transition-colors duration-150 disabled:cursor-not-allowed disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-accent text-on-accent hover:bg-accent/90",
        quiet: "text-ink hover:bg-ink/8",
        outline: "border border-line bg-surface text-ink hover:bg-ink/5",
        danger: "bg-bad text-surface hover:bg-bad/90",
      },
      size: { sm: "h-8 px-3 text-meta", md: "h-11 px-4 text-base", icon: "size-11" },
    },
    defaultVariants: { variant: "primary", size: "md" },
  },
);

type Props = ComponentProps<"button"> &
  VariantProps<typeof buttonLook> & {
    /** Dress the child (a link, say) as a button instead. */
    asChild?: boolean;
    /** Something is under way: a spinner shows and a second click does nothing. */
    busy?: boolean;
  };

/** A button whose words say what will happen. */
export function Button({ className, variant, size, asChild, busy, disabled, type, children, ...rest }: Props) {
  const look = cn(buttonLook({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={look} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type={type ?? "button"}
      className={look}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}
