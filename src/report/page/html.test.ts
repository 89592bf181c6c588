import { expect, test } from 'vitest'
import { html, textOf } from './html.ts'

const HOSTILE = "\"><script>pwned()</script><img src=x onerror='pwned()'>&amp;\u202e\u0000"

test('text is escaped in elements and in attributes, and what browsers obey is shown', () => {
  const text = textOf(html`<p title="${HOSTILE}">${HOSTILE}</p>`)
  expect(text.match(/[<>]/g)).toEqual(['<', '>', '<', '>'])
  expect(text.match(/"/g)).toHaveLength(2)
  expect(text).toContain('&amp;amp;')
  expect(text).toContain(String.raw`\u202e\u0000`)
})

test('HTML stands as it is, lists after each other, and nothing where there is nothing', () => {
  const items = ['a', '<'].map((text) => html`<li>${text}</li>`)
  const text = textOf(
    html`<ul>
      ${items}${undefined}${false}${null}${0}
    </ul>`,
  )
  expect(text.replaceAll('\n', '')).toBe('<ul><li>a</li><li>&lt;</li>0</ul>')
})
