import { expect, test } from 'vitest'
import { markdown } from './markdown.ts'
import { Typesetter } from './math.ts'

const rendered = (text: string): string => markdown(text, 5, new Set(['other-claim']), new Typesetter()).text

test('Markdown with TeX in it', () => {
  const text = rendered(
    '# Title\n\n**Proof.** For $a_1 * b_1$ and $c * d$:\n- one\n\n$$x_i$$\n\n| a | b |\n|---|---|\n| 1 | $x$ |\n',
  )
  expect(text).toContain('<h5>Title</h5>')
  expect(text).toContain('<strong>Proof.</strong>')
  expect(text).not.toContain('<em>')
  expect(text).not.toContain('$')
  expect(text.match(/<math>/g)).toHaveLength(4)
  expect(text).toMatch(/<div class="formula-block"><math>/)
  expect(text).toContain('<td>1</td>')
})

test('HTML and pictures are text, and no link runs anything', () => {
  const text = rendered(
    [
      '<script>pwned()</script>',
      'a <img src=x onerror=pwned()> b <!-- c -->',
      '![picture](http://a.b/c.png) <http://a.b/> <javascript:pwned()>',
      '[x](javascript:pwned()) [y](data:text/html,pwned) [z](https://a.b/"onclick="pwned) [w](../order/other-claim.md)',
      '```js" onclick="pwned()\n<b>\n```',
      '\u202egood',
    ].join('\n\n'),
  )
  expect(text).not.toMatch(/<(script|img|b\b|!)/)
  expect(text.match(/<a [^>]*>/g)).toEqual([
    '<a href="http://a.b/" rel="noreferrer">',
    expect.stringMatching(/^<a href="https:\/\/a\.b\/[^"]*" rel="noreferrer">$/),
    '<a href="#other-claim">',
  ])
  expect(text).toContain(String.raw`\u202egood`)
})
