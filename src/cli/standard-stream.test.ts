import { expect, test } from 'vitest'
import { StandardStream } from './standard-stream.ts'

/** What arrives where a stream writes. */
function arriving(write: (stream: StandardStream) => void): string {
  let arrived = ''
  const stream = { on: () => stream, write: (text: string) => (arrived += text), isTTY: true }
  write(new StandardStream(stream as unknown as NodeJS.WriteStream))
  return arrived
}

const ORDERS = [
  '::error file=a::no',
  '  ::stop-commands::x',
  'a ##[set-output name=x]0',
  '##vso[task.complete]',
]
const SHOWN = [
  String.raw`\u003a:error file=a::no`,
  String.raw`  \u003a:stop-commands::x`,
  String.raw`a \u0023#[set-output name=x]0`,
  String.raw`\u0023#vso[task.complete]`,
]

test('no text is an order to the CI that reads a log, painted or not; what is ordered arrives', () => {
  const text = ORDERS.join('\n')
  expect(arriving((stream) => stream.write(text))).toBe(SHOWN.join('\n'))
  expect(arriving((stream) => stream.control(`\u001b[2K${text}`))).toContain(SHOWN.slice(1).join('\n'))
  expect(arriving((stream) => stream.command('::error title=\u001b::no\n'))).toBe(
    '::error title=\\u001b::no\n',
  )
})

test('other text is as it was, and JSON says the same', () => {
  const text = 'a::b\n### A heading\n- ## [x](y)\n: :\n'
  expect(arriving((stream) => stream.write(text))).toBe(text)
  const value = { name: '::error::', also: 'a ##[error]b' }
  expect(JSON.parse(arriving((stream) => stream.write(JSON.stringify(value, null, 1))))).toEqual(value)
})
