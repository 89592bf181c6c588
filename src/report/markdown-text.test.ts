import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { expect, test } from 'vitest'
import { markdownText } from './markdown-text.ts'
import { inOneLine } from './visible.ts'

const NASTY = [
  '# title',
  '- item',
  '+ item',
  '1. item',
  '12) item',
  '> quoted',
  '    code',
  '```',
  '---',
  '===',
  '| a | b |',
  '<script>alert(1)</script>',
  '<!-- -->',
  '&lt;b&gt; &#64;',
  '[x](javascript:alert(1)) ![y](z) [a]: b',
  'https://a.example www.a.example a@b.example',
  '*a* _b_ __c__ ~~d~~ `e` ``f`` $g$ \\(h\\)',
  'a\\',
  ':smile: {{ x }} ^[note]',
]
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'*_`[]()<>!#-+=|~&:.\\ \t1a$') }),
  fc.constantFrom(...NASTY),
  fc.tuple(fc.constantFrom(...NASTY), fc.constantFrom(...NASTY)).map((two) => two.join(' ')),
)
const reader = new MarkdownIt({ html: true })
const escaped = reader.utils.escapeHtml

test('is shown as it is, at the beginning of a line', () => {
  fc.assert(
    fc.property(text, (text) => {
      const shown = inOneLine(text).replace(/\t/g, ' ').trim()
      fc.pre(shown !== '')
      const html = reader.render(markdownText(text)).replaceAll('\u0000', '\ufffd')
      expect(html).toBe(`<p>${escaped(shown)}</p>\n`)
    }),
    { numRuns: 2000 },
  )
})

test('stays in its cell of a table', () => {
  fc.assert(
    fc.property(text, (text) => {
      const html = reader.render(`| a | b |\n| --- | --- |\n| ${markdownText(text)} | end |`)
      expect(html.match(/<td>/g)).toHaveLength(2)
      expect(html).toContain('<td>end</td>')
    }),
  )
})
