/** Characters that a terminal obeys instead of showing them, or that reorder what it shows. */
const OBEYED = /(?![\n\t])\p{Cc}|\p{Bidi_Control}|\p{Zl}|\p{Zp}/gu

/**
 * Text with control characters, escape sequences among them, shown as `\u001b`. Newlines and tabs stay. Within JSON
 * such an escape means the character itself, so JSON stays what it says.
 */
export const visible = (text: string): string => text.replace(OBEYED, escaped)

/** As `visible`, on one line: text of a file that stands in a sentence cannot begin a line that looks like ours. */
export const inOneLine = (text: string): string => visible(text).replace(/\n/g, '\\n')

/** What a CI obeys that reads a log: GitHub `::` where a line begins, and like Azure and TeamCity `##…[`. */
const ORDERS = /(?<=^[^\S\n]*):(?=:)|#(?=#\w*\[)/gm

/** Text of a log in which nothing is an order to the CI that reads it, but shown. JSON stays what it says. */
export const unordered = (text: string): string => text.replace(ORDERS, escaped)

/** Text of several lines, all but the first indented. */
export const indented = (text: string): string => text.replace(/\n/g, '\n  ')

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
