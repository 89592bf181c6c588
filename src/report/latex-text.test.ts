import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latexText } from './latex-text.ts'
import { compiled, documentOf, hasTex, WITH_TEX } from './tex.fixture.ts'

const NASTY = [
  String.raw`\input{/etc/passwd}\write18{x}\end{document}`,
  '#$%&_{}^~"`\'<>|@!?*/=+-,;:()[]',
  "?` !` -- --- `` '' ,, << >> fi",
  'σ=1 t₂ ±1 Λ ≤ ≥ θ ℝ^d √ν 1ᵀ ∀x ∃y Θ(1/n) · … “quoted” – — − × 10⁻⁶',
  'Veličković Zdeborová Łukasz Ångström naïve Đặng ß ø',
  '日本語 🙂 ﬁ \u200b \u202e \ud800 \u001b[2J a\nb\tc',
  '%\n}\n\\end{document}',
  'sha256:' + '0123456789abcdef'.repeat(4),
]

/** All that `latexText` may write that begins with a backslash. */
const COMMAND =
  /\\(?:[#$%&_]|(?:textbackslash|textbraceleft|textbraceright|textasciicircum|textasciitilde|char34|char96|textendash|textemdash|textquoteleft|textquoteright|textquotedblleft|textquotedblright|dots|S|ss|ae|AE|o|O|l|L|oe|OE|allowbreak)\{\}|[`'^~=u."rHvdc]\{\\?[A-Za-z]\}|ensuremath\{(?:[<>|-]|\\[A-Za-z]+|[\^_]\{(?:[\w+-]|\\circ|\\mathrm\{T\})\}|\\mathbf\{[A-Z]\})\})|(?<=[-',])\{\}|\{\\ttfamily U\+[0-9A-F]{4,6}\}/g

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(...NASTY),
)

describe('text for LaTeX', () => {
  test('holds nothing that is a command, a comment or a group, whatever it is made of', () => {
    fc.assert(
      fc.property(text, (text) => {
        const written = latexText(text)
        expect(written).toMatch(/^[ -~]*$/)
        expect(written.replace(COMMAND, '')).not.toMatch(/[\\{}#$%&_^"`<>|]/)
      }),
    )
  })

  test('has its braces in pairs, as BibTeX counts them', () => {
    fc.assert(
      fc.property(text, (text) => {
        let open = 0
        for (const character of latexText(text)) {
          open += character === '{' ? 1 : character === '}' ? -1 : 0
          expect(open).toBeGreaterThanOrEqual(0)
        }
        expect(open).toBe(0)
      }),
    )
  })

  test.each([
    ['50 % of a_b', String.raw`50 \% of a\_b`],
    ["--- ''", "-{}-{}- '{}'"],
    ['Zdeborová', String.raw`Zdeborov\'{a}`],
    ['naïve', String.raw`na\"{\i}ve`],
    ['σ ≥ t₂', String.raw`\ensuremath{\sigma} \ensuremath{\geq} t\ensuremath{_{2}}`],
    ['日', String.raw`{\ttfamily U+65E5}`],
  ])('%s', (text, written) => {
    expect(latexText(text)).toBe(written)
  })

  test.skipIf(!hasTex)(`compiles, with all characters that it knows, ${WITH_TEX}`, () => {
    const every = Array.from({ length: 0x2300 }, (_, i) => String.fromCharCode(i)).join('')
    const random = fc.sample(text, { numRuns: 200, seed: 1 })
    const log = compiled(documentOf([...NASTY, every, ...random].map(latexText).join('\n\n')))
    expect(log).toContain('Output written on paper.pdf')
  })
})
