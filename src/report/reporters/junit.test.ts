import { parse, type TestSuites } from 'junit2json'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { HOSTILE, hostileRun } from './hostile-run.fixture.ts'
import { junitXml } from './junit.ts'

const xml = junitXml(hostileRun())

test('is read by a reader of JUnit files, a case for each claim', async () => {
  const read = (await parse(xml)) as TestSuites
  expect(read).toMatchObject({ name: 'assay verify', tests: 6, failures: 2, errors: 2, time: 1.5 })
  const suites = read.testsuite!
  expect(suites.map(({ name, tests, skipped }) => [name, tests, skipped])).toEqual([
    ['planted', 5, 1],
    ['other', 1, 0],
  ])
  expect(suites[0].properties).toContainEqual({ name: 'engine', value: 'planted (none)' })
  const [fine, refuted, few, unjudged, later] = suites[0].testcase!
  expect(fine).toMatchObject({ classname: 'planted', name: 'fine' })
  expect(fine.failure ?? fine.error ?? fine.skipped).toBeUndefined()
  expect(fine.time).toBeUndefined()
  expect(refuted).toMatchObject({ name: 'refuted', time: 1.25, failure: [{ type: 'refuted' }] })
  expect(refuted.failure![0].message).toContain('over the reals: expected holds, found refuted')
  expect(refuted.failure![0].inner).toContain('assay replay refuted --seed 1 --case 17')
  expect(few.failure).toMatchObject([{ type: 'inconclusive' }])
  expect(unjudged.error![0]).toMatchObject({ type: 'could not be judged' })
  expect(later.skipped![0].message).toContain('not judged: the run was interrupted before it')
  expect(suites[1].testcase![0].error![0]).toMatchObject({ type: 'its own code failed' })
})

test('says of each claim that was judged its verdict, counts, seed and how to replay it', async () => {
  const [{ testcase }] = ((await parse(xml)) as TestSuites).testsuite!
  const [text] = testcase![0]['system-out']!
  expect(text).toContain('over the reals: supported. No violation in 90 cases.')
  expect(text).toContain('counts: satisfied 90, consistent 0, violated 0, undecided 4, open 0, discarded 6')
  expect(text).toContain('seed: 1\nreplay: assay replay')
})

test('is well-formed XML 1.0 whatever the texts are, and they stand there as they are shown', () => {
  const texts: string[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('text', (text) => void texts.push(text))
  parser.on('attribute', ({ value }) => void texts.push(value))
  parser.write(xml).close()
  expect(xml).toMatch(/^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e\ud800-\udfff\ufffe\uffff]*$/u)
  const shown = String.raw`]]> <!-- | ${'`c` ```'} *s* [l](http://e.example) %0A%25, a: b`
  expect(texts.filter((text) => text.includes(shown)).length).toBeGreaterThan(3)
  expect(texts.join('')).toContain(String.raw`\u001b[2J\u0000\ud800\uffff\u202e\u0085`)
  expect(HOSTILE).toContain(shown)
})
