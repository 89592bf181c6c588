import { visible } from '../visible.ts'

/** Text that is HTML already; all other text is escaped where it is put into it. */
export class Html {
  constructor(readonly text: string) {}
}
/** What can stand in a page: nothing, text, HTML, or some of these after each other. */
export type Content = Html | string | number | false | null | undefined | readonly Content[]

/**
 * HTML from a template. Texts are escaped, in elements and in attributes that stand in double quotes.
 *
 * @example html`<p title="${title}">${text}</p>`
 */
export const html = (parts: TemplateStringsArray, ...values: readonly Content[]): Html =>
  new Html(
    parts.map((part, i) => withoutIndent(part) + (i < values.length ? textOf(values[i]) : '')).join(''),
  )

/** Tags beside which space says nothing. */
const BLOCK =
  'article|dd|details|div|dl|dt|figcaption|figure|h\\d|header|li|main|p|path|section|summary|svg|table|tbody|td|th|thead|tr|ul'
const BEFORE_BLOCK = new RegExp(String.raw`\n\s*(?=</?(?:${BLOCK})\b)`, 'g')
const withoutIndent = (part: string): string => part.replace(BEFORE_BLOCK, '').replace(/\n\s*/g, '\n')

/** The text of HTML. */
export function textOf(content: Content): string {
  if (content === undefined || content === null || content === false) return ''
  if (content instanceof Html) return content.text
  return typeof content === 'object' ? content.map(textOf).join('') : escaped(String(content))
}

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' },
}
/** Characters that browsers obey are shown, as on a terminal. */
const escaped = (text: string): string => visible(text).replace(/[&<>"]/g, (character) => ENTITIES[character])
