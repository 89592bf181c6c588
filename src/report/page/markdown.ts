import { Marked, type Tokens } from 'marked'
import { visible } from '../visible.ts'
import { html, Html, textOf } from './html.ts'
import type { Typesetter } from './math.ts'

/**
 * Markdown with TeX in it, as HTML. HTML in the Markdown is shown, not obeyed; pictures are their texts; links lead to
 * claims of this page, or over http.
 *
 * @param heading the level of the first headings
 * @param claims the ids of the claims of this page; a link to the note of one leads to it
 */
export function markdown(
  text: string,
  heading: number,
  claims: ReadonlySet<string>,
  typesetter: Typesetter,
): Html {
  const reader = new Marked({
    extensions: [formulas('block', typesetter), formulas('inline', typesetter)],
    renderer: {
      html: ({ text }) => textOf(text),
      image: ({ text }) => textOf(text),
      code: ({ text }) => textOf(html`<pre>${text}</pre>`),
      heading({ depth, tokens }) {
        const level = Math.min(6, heading + depth - 1)
        return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`
      },
      link({ href, tokens }) {
        const inner = new Html(this.parser.parseInline(tokens))
        const [, id] = /^(?!\w+:)(?:.*\/)?([^/]+)\.md$/.exec(href) ?? []
        if (claims.has(id)) return textOf(html`<a href="#${encodeURIComponent(id)}">${inner}</a>`)
        return /^https?:\/\//.test(href)
          ? textOf(html`<a href="${href}" rel="noreferrer">${inner}</a>`)
          : inner.text
      },
      table({ header, rows }) {
        const cells = (row: Tokens.TableCell[], name: string): string =>
          `<tr>${row.map(({ tokens }) => `<${name}>${this.parser.parseInline(tokens)}</${name}>`).join('')}</tr>`
        return `<div class="wide"><table><thead>${cells(header, 'th')}</thead><tbody>${rows.map((row) => cells(row, 'td')).join('')}</tbody></table></div>`
      },
    },
  })
  return new Html(reader.parse(visible(text), { async: false }))
}

/** `$…$` in a line, `$$…$$` as a block, before Markdown looks into them. */
const formulas = (level: 'block' | 'inline', typesetter: Typesetter) => ({
  name: `${level}Formula`,
  level,
  start(text: string) {
    const at = text.indexOf(level === 'block' ? '$$' : '$')
    return at < 0 ? undefined : at
  },
  tokenizer(text: string) {
    const match = (level === 'block' ? /^\$\$([^$]+)\$\$/ : /^\$(?!\s)([^$\n]*(?:\n[^$\n]+)*)\$/).exec(text)
    return match ? { type: `${level}Formula`, raw: match[0], text: match[1] } : undefined
  },
  renderer: ({ text }: Tokens.Generic) => {
    const formula = typesetter.formula((text as string).trim(), level === 'block')
    return level === 'block' ? textOf(html`<div class="formula-block">${formula}</div>`) : formula.text
  },
})
