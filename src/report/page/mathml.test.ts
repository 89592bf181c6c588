import { expect, test } from 'vitest'
import { MathStyles, mathIn } from './mathml.ts'

const read = (inner: string): string => mathIn(`<math><mrow>${inner}</mrow></math>`, new MathStyles()).text

test('what draws a formula is read', () => {
  expect(read('<msub><mi>x</mi><mn>1</mn></msub><mo lspace="0em">&lt;</mo><mi>y</mi>')).toBe(
    '<math><msub><mi>x</mi><mn>1</mn></msub><mo lspace="0em">&lt;</mo><mi>y</mi></math>',
  )
})

test.each([
  '<script>pwned()</script>',
  '<maction>x</maction>',
  '<annotation-xml>x</annotation-xml>',
  '<a>x</a>',
  '<mi href="javascript:pwned()">x</mi>',
  '<mi onclick="pwned()">x</mi>',
  "<mi class='a'>x</mi>",
  '<mi>x',
  '<mi>x</mn>',
  '<!-- x -->',
  'a & b',
])('%s is no formula', (inner) => {
  expect(() => read(inner)).toThrow('it is more than a formula')
})

test('styles that draw become classes, and others go', () => {
  const styles = new MathStyles()
  const { text } = mathIn('<math><mi style="padding-left:1em;position:fixed;color:red">x</mi></math>', styles)
  expect(text).toBe('<math><mi class="m0">x</mi></math>')
  expect(styles.rules).toBe('.m0{padding-left:1em;color:red}')
})
