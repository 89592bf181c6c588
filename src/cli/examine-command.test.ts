import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse, type TestSuites } from 'junit2json'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { discover } from '../claim/discover.ts'
import { evidenceText } from '../evidence/evidence-text.ts'
import { readEvidence } from '../evidence/read.ts'
import { evidence as schema, type Evidence } from '../evidence/schema.ts'
import { declaredFrom } from '../examine/declared-from.ts'
import { examinedFrom, honest } from '../examine/honest.fixture.ts'
import type { Answer, Lanes } from '../examine/lanes.ts'
import { npyBytes } from '../examine/npz/npy.ts'
import { zipped } from '../examine/npz/zip.ts'
import { fromHex, toHex } from '../program/hex-float.ts'
import { alterations } from '../recount/alterations.fixture.ts'
import { audit } from '../recount/evidence-audit.ts'
import { isWithin } from '../recount/trusted.ts'
import { askedBy } from './asked-by.ts'
import { runCommandLine } from './command-line.ts'
import { offlineBatches } from './offline-batches.ts'
import { REAL_SERVICES } from './services.ts'

const root = mkdtempSync(join(tmpdir(), 'assay-examine-'))
afterAll(() => rmSync(root, { recursive: true }))

let [out, err] = ['', '']
beforeEach(() => void ([out, err] = ['', '']))
const run = (...args: string[]): Promise<number> =>
  runCommandLine(args, {
    ...REAL_SERVICES,
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
  })

/** Softmax attention with a causal mask from `first` on, counted from the query's own position. */
const causal = (first: number) => `export default {
  name: 'mine', definition: { as: 'softmax', mask: 'causal' },
  run(tf, { q, k, v }) {
    const scores = tf.matMul(q, k, false, true).div(Math.sqrt(q.shape[2]))
    const allowed = tf.linalg.bandPart(tf.ones(scores.shape.slice(1)), -1, ${first}).greater(0)
    return tf.matMul(tf.softmax(tf.where(allowed, scores, tf.fill(scores.shape, -Infinity))), v)
  },
}`
const SHORT = [
  '--engine',
  'wasm',
  '--lanes',
  '100',
  '--cases',
  '40',
  '--claims',
  'row-stochastic-convex-hull',
]
let files = 0
function planted(text: string): string {
  const file = join(root, `mine-${(files += 1)}.mjs`)
  writeFileSync(file, text)
  return file
}
const examined = async (text: string, ...args: string[]) => {
  const folder = mkdtempSync(join(root, 'out-'))
  const code = await run('examine', planted(text), ...SHORT, '--out', folder, ...args)
  return { code, file: join(folder, 'evidence.json') }
}

describe('an attention of a module', () => {
  test('that is what it says: 0, a report in three parts, and evidence that the audit accepts', async () => {
    const { code, file } = await examined(causal(0))
    expect(out).toMatch(/1\. Is it what it is said to be\? +✓ conforms/)
    expect(out).toMatch(/2\. How accurate is it\?/)
    expect(out).toMatch(/✓ twice-the-same/)
    expect(code).toBe(0)
    expect(readEvidence(file).examined).toMatchObject({ conforms: true, diagnosis: [] })
    out = ''
    expect(await run('audit', file)).toBe(0)
    expect(out).toContain('Nothing is wrong.')
    expect(out).toContain('on trust     examined.counts')
    expect(await run('merge', file, '--out', `${file}.merged`)).toBe(2)
    expect(err).toContain(
      'is of an attention that was examined; only the claims of `assay verify` have shards',
    )
  })

  test('that sees one token too many: 1, named, shrunk, certified', async () => {
    const { code, file } = await examined(causal(1), '--json')
    expect(code).toBe(1)
    const said = JSON.parse(out) as Record<string, unknown>
    expect(said).toMatchObject({
      subject: 'mine',
      definition: 'softmax(scale 1/√d, causal)',
      conforms: false,
      deviation: { extents: { queries: 1, width: 1, valueWidth: 1 } },
      properties: [{ claim: 'row-stochastic-convex-hull' }],
    })
    expect(said['diagnosis']).toEqual(['causal-mask-off-by-one-later'])
    expect(said['implementation']).toContainEqual(
      expect.objectContaining({ property: 'no-row-sees-a-later-token', holds: false, beyondRounding: true }),
    )
    expect(readEvidence(file).examined!.deviation!.certificate).toMatchObject({ says: 'violated' })
    expect(await run('audit', file)).toBe(0)
  })

  test('what is required decides too', async () => {
    const required = 'non-finite-values-stay-behind-the-mask'
    const junit = join(root, 'junit.xml')
    const reporters = ['--reporter', `junit=${junit}`, '--reporter', `badge=${join(root, 'badge.json')}`]
    const { code } = await examined(causal(0), '--require', `twice-the-same,${required}`, ...reporters)
    expect(code).toBe(1)
    expect(out).toContain('required: ✓ twice-the-same')
    expect(out).toContain(`required: ✗ ${required}`)
    const suites = ((await parse(readFileSync(junit, 'utf8'))) as TestSuites).testsuite!
    const of = (name: string) =>
      suites.flatMap(({ testcase }) => testcase!).find((each) => each.name === name)!
    expect(suites.map(({ name, failures }) => [name, failures])).toEqual([
      ['conformity', 0],
      ['properties', 1],
    ])
    for (const name of ['conformity', 'twice-the-same']) expect(of(name)).not.toHaveProperty('failure')
    expect(of(required).failure).toMatchObject([{ type: 'does not hold' }])
    expect(of('rows-without-keys').skipped).toMatchObject([{ message: 'Every query may use a key.' }])
    expect(readFileSync(join(root, 'badge.json'), 'utf8')).toContain(
      '"conforms, 1 of 2 required properties hold"',
    )
  })

  test('has no cases to observe', async () => {
    expect((await examined(causal(0), '--reporter', 'jsonl=cases.jsonl')).code).toBe(2)
    expect(err).toContain('no reporter "jsonl" There are: junit, ctrf, badge, github')
  })

  test('that fails leaves what was judged before', async () => {
    const ctrf = join(root, 'ctrf.json')
    const failing = `let asked = 0
      export default { name: 'mine', definition: { as: 'softmax' },
        run(tf, { q, k, v }) {
          if ((asked += 1) > 3) throw new Error('out of patience')
          return tf.matMul(tf.softmax(tf.matMul(q, k, false, true).div(Math.sqrt(q.shape[2]))), v)
        } }`
    const { code, file } = await examined(failing, '--reporter', `ctrf=${ctrf}`)
    expect(code).toBe(2)
    expect(err).toContain('out of patience')
    expect(readFileSync(ctrf, 'utf8')).toContain('out of patience')
    const evidence = readEvidence(file)
    expect(evidence).toMatchObject({ complete: false, examined: { conforms: 'undecided' } })
    expect(evidence.examined!.counts.lanes).toBeGreaterThan(0)
    expect(await run('audit', file)).toBe(0)
  })
})

describe('an audit of what was examined', () => {
  let evidence: Evidence
  const audited = (change: (examined: NonNullable<Evidence['examined']>) => void): Promise<number> => {
    const altered = structuredClone(evidence)
    change(altered.examined!)
    const file = join(root, 'altered.json')
    writeFileSync(file, evidenceText(altered))
    return run('audit', file)
  }
  /** Weights of 10^10 numbers, from inputs that a file can hold. */
  const huge = (deviation: NonNullable<NonNullable<Evidence['examined']>['deviation']>): void => {
    const zeros = Array<string>(1e5).fill(toHex(0))
    Object.assign(deviation.extents, { queries: 1e5, keys: 1e5, width: 1, valueWidth: 1 })
    deviation.inputs = { q: zeros, k: zeros, v: zeros }
    deviation.of = 'weights'
  }
  const nextAfter = (hex: string): string => toHex(fromHex(hex) * (1 + 2 ** -40))

  test.each<[string, (examined: NonNullable<Evidence['examined']>) => void]>([
    ['conforms', (found) => void (found.conforms = true)],
    ['the sentence', (found) => void (found.meaning = found.meaning.replace('no honest', 'an honest'))],
    ['a count', (found) => void (found.counts.deviatingLanes -= 1)],
    ['the definition', (found) => void (found.definition = 'softmax')],
    ['the mask that is declared', (found) => void (found.declared.mask = { kind: 'none' })],
    ['the value', ({ deviation }) => void (deviation!.value = nextAfter(deviation!.value))],
    ['the range', ({ deviation }) => void (deviation!.high = nextAfter(deviation!.high))],
    ['the number that was returned', ({ deviation }) => void (deviation!.returned = deviation!.value)],
    ['an input', ({ deviation }) => void (deviation!.inputs.v[0] = toHex(1.5))],
    ['the extents', ({ deviation }) => void (deviation!.extents.keys += 1)],
    ['the heads', ({ deviation }) => void (deviation!.extents.queryHeads *= 2)],
    ['extents beside which no memory is enough', ({ deviation }) => huge(deviation!)],
    ['no certificate', ({ deviation }) => void delete deviation!.certificate],
    ['the certificate', ({ deviation }) => void (deviation!.certificate!.inputs['v'].data[0] = toHex(1.5))],
    ['a required property', (found) => void (found.required = [{ property: 'x', holds: true }])],
  ])('finds %s altered', async (_, change) => {
    evidence ??= readEvidence((await examined(causal(1))).file)
    expect(await audited(() => undefined)).toBe(0)
    expect(await audited(change)).toBe(1)
  })

  test('finds every field altered, or names it as trusted', async () => {
    evidence ??= readEvidence((await examined(causal(1))).file)
    const unanswered: string[] = []
    let found = 0
    for (const { path, how, value } of alterations(schema, evidence, [evidence])) {
      const parsed = schema.safeParse(value)
      if (/^(digest|format|version)/.test(path) || !parsed.success) continue
      if (evidenceText(parsed.data) === evidenceText(evidence)) continue
      const file = join(root, 'walked.json')
      writeFileSync(file, evidenceText(parsed.data))
      const claims = await discover()
      const { findings, trusted } = await audit(file, claims, {
        resample: 3,
        ...askedBy(claims, [], REAL_SERVICES),
      })
      found += findings.length > 0 ? 1 : 0
      if (findings.length === 0 && !isWithin(path, trusted)) unanswered.push(`${path} ${how}`)
    }
    expect(unanswered).toEqual([])
    expect(found).toBeGreaterThan(40)
  })
})

test('the audit holds an examination against its command', async () => {
  const evidence = readEvidence((await examined(causal(1))).file)
  const claims = await discover()
  const said = async (change: (evidence: Evidence) => void): Promise<string> => {
    const changed = structuredClone(evidence)
    change(changed)
    const file = join(root, 'changed.json')
    writeFileSync(file, evidenceText(changed))
    const { findings } = await audit(file, claims, { resample: 3, ...askedBy(claims, [], REAL_SERVICES) })
    return findings.map(({ what }) => what).join('\n')
  }
  expect(await said(() => undefined)).toBe('')
  expect(await said(({ run }) => (run.command += ' --require keys-in-any-order'))).toMatch(
    /what is required is \[\], and the command says \["keys-in-any-order"\]/,
  )
  expect(await said(({ examined }) => examined!.properties.splice(0, 1))).toMatch(
    /under which claims it was put is/,
  )
  expect(await said((changed) => (changed.complete = !changed.complete))).toMatch(/to be complete/)
  expect(await said(({ run }) => (run.seed += 1))).toMatch(/the seed is/)
})

describe('without a process', () => {
  test('cases are written, answered elsewhere, and judged', async () => {
    const [cases, answers] = [join(root, 'cases.npz'), join(root, 'answers.npz')]
    const asked = ['softmax-row-order-strict', '--count', '60', '--scale', 'none']
    expect(await run('cases', ...asked, '-o', cases)).toBe(0)
    expect(existsSync(cases)).toBe(true)
    writeFileSync(answers, readFileSync(cases))
    expect(await run('judge', ...asked, '--answers', answers, '--engine', 'cpu')).toBe(2)
    expect(err).toContain('neither output.0 nor weights.0')
  })
})

describe('answers that were written down', () => {
  const asked = { count: 60, seed: 1, scale: 'none' }
  const answered = async (id: string | undefined, answerLane: (one: Lanes) => Answer) => {
    const { batches } = await offlineBatches(id, asked, { output: true, weights: false })
    const examined = examinedFrom('elsewhere', answerLane, { output: true, weights: false })
    const entries = await Promise.all(
      batches.map(async ({ lanes }, at) => ({
        name: `output.${at}.npy`,
        data: npyBytes(
          {
            shape: [lanes.lanes, lanes.queries, lanes.queryHeads * lanes.valueWidth],
            data: (await examined.answer(lanes)).output!,
          },
          'float32',
        ),
      })),
    )
    const file = join(root, 'answers-of.npz')
    writeFileSync(file, Buffer.concat(zipped(entries)))
    const options = ['--count', '60', '--scale', 'none', '--engine', 'cpu', '--out', join(root, 'judged')]
    const code = await run('judge', ...(id === undefined ? [] : [id]), '--answers', file, ...options)
    return { code, audited: await run('audit', join(root, 'judged', 'evidence.json')) }
  }
  const unscaled = declaredFrom({ as: 'softmax', scale: 'none' })
  const right = honest(unscaled)
  const wrong = honest(unscaled, { change: { scale: () => 2 } })

  test.each([['softmax-row-order-strict'], [undefined]])(
    'of %s: 0 where they are right, 1 where not',
    async (id) => {
      expect(await answered(id, right)).toEqual({ code: 0, audited: 0 })
      expect(out).toContain('✓ conforms')
      expect(await answered(id, wrong)).toEqual({ code: 1, audited: 0 })
      expect(out).toContain('✗ does not conform')
    },
  )
})

describe('a command line that means nothing', () => {
  test.each([
    [[], 'no attention is named'],
    [['a.ts', '--command', 'x'], '2 attentions are named'],
    [['--command', 'x', '--as', 'sotfmax'], '--as sotfmax: give softmax'],
    [['--command', 'x', '--mask', 'causl'], '--mask causl'],
    [['--command', 'x', '--require', 'nothing-like-it'], 'there is no claim or property nothing-like-it'],
    [['--command', 'x', '--claims', 'nothing-like-it'], 'there is no claim "nothing-like-it"'],
    [['--command', 'exit 3'], 'exit'],
    [['missing.ts'], 'missing.ts'],
    [['missing.onnx'], 'missing.onnx'],
    [['--command', 'x', '--self', '--queries', '2', '--keys', '3'], '--self'],
  ])('%j: 2, and says what', async (args, what) => {
    expect(
      await run(
        'examine',
        ...args,
        ...(args.includes('--claims') ? ['--engine', 'cpu'] : SHORT),
        '--out',
        join(root, 'none'),
      ),
    ).toBe(2)
    expect(err).toContain(what)
  })
})
