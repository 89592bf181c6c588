/** Two macros would have one name; the message says of what they are, and what to do. */
class MacroError extends Error {
  override readonly name = 'MacroError'
}

const DIGITS = ['Zero', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine']

/** A name of letters only, as names of macros have to be: `a-R2` becomes `ARTwo`. Different texts can become the same. */
export const lettersOf = (text: string): string =>
  text
    .split(/[\s!-/:-@[-`{-~]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
    .replace(/[^A-Za-z0-9]/gu, (other) => `U${other.codePointAt(0)!.toString(16).toUpperCase()}`)
    .replace(/\d/g, (digit) => DIGITS[Number(digit)])

/** Macros of LaTeX, each under a name of its own. */
export class Macros {
  private readonly known = new Map<string, { readonly of: string; readonly value: string }>()

  /**
   * @param name letters only; `assay` is put before it
   * @param of what it is a macro of, for the message
   * @param value in LaTeX
   * @throws {MacroError} when there is a macro of this name
   */
  add(name: string, of: string, value: string): void {
    const before = this.known.get(name)
    if (before)
      throw new MacroError(
        `\\assay${name} would be of ${before.of} and of ${of}; export them into two files: \`assay export CLAIM … -o FILE\` takes the claims that it names`,
      )
    this.known.set(name, { of, value })
  }

  /** A line of LaTeX for each. Defined twice they are an error there, and no old number stays. */
  lines(): string[] {
    return [...this.known].map(([name, { value }]) => `\\newcommand*{\\assay${name}}{${value}}`)
  }
}
