import { expect, test } from 'vitest'
import { embeddedJson } from './embedded-json.ts'

test('data ends no script and begins no comment, and stays what it is', () => {
  const value = [
    { title: '</script><!-- <script> \u2028\u2029 &', ['__proto__']: 1 },
    JSON.parse('{"__proto__": {"a": 1}}'),
  ]
  const [, json] = /^<script[^>]*>(.*)<\/script>$/.exec(embeddedJson('x', value).text)!
  expect(json).toMatch(/^[^<>&\u2028\u2029]*$/)
  expect(JSON.parse(json)).toEqual(value)
})
