import { expect, test } from 'vitest'
import { Typesetter } from './math.ts'

const typeset = (tex: string, display = true): string => new Typesetter().formula(tex, display).text

test('TeX becomes MathML that can go on in the next line', () => {
  const text = typeset(String.raw`\forall q, K\ \forall i, j:\quad q\cdot k_i > q\cdot k_j`)
  expect(text).toMatch(/^<math>.*<\/math><wbr><math>.*<\/math>$/)
  expect(text).toContain('<msub><mi>k</mi><mi>i</mi></msub>')
})

test('a style of the whole stays with each part', () => {
  const text = typeset(
    String.raw`\textstyle a + b = c,\quad d + e = f,\quad g + h = i,\quad k + l = m,\quad n = o`,
  )
  expect(text.match(/<math><mstyle [^>]*>/g)?.length).toBeGreaterThan(3)
})

test.each([
  String.raw`\href{javascript:pwned()}{x}`,
  String.raw`\url{javascript:pwned()}`,
  String.raw`\class{a" onclick="pwned()}{x}`,
  String.raw`\style{background:url(http://a.b/c)}{x}`,
  String.raw`\includegraphics{http://a.b/c.png}`,
  String.raw`\data{a=b}{x}`,
  String.raw`\def\a{\a\a}\a`,
  String.raw`\frac{1}`,
  '{'.repeat(5000),
  'x'.repeat(20_000),
])('%s is shown as it stands', (tex) => {
  const text = typeset(tex)
  expect(text).toMatch(/^<code class="tex">[^<>]*<\/code>$/)
  expect(text).not.toContain('<math')
})

test('markup in TeX is text', () => {
  for (const tex of ['<img src=x onerror=pwned()>', String.raw`\text{<script>pwned()</script>}`])
    expect(typeset(tex)).not.toMatch(/<(img|script)/)
})

test('styles become classes, and only those of drawing do', () => {
  const typesetter = new Typesetter()
  const { text } = typesetter.formula(String.raw`\begin{array}{cc}a&b\end{array} \color{red} x`, true)
  expect(text).not.toContain('style')
  expect(text).toMatch(/class="m\d"/)
  expect(typesetter.style).toMatch(/^(\.m\d+\{[\w-]+:[-\w.#% ;:]+\})+$/)
})
