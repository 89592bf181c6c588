import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { discover } from '../claim/discover.ts'
import { readEvidence } from '../evidence/read.ts'
import type { Evidence, ExaminedEvidence } from '../evidence/schema.ts'
import { auditedIn } from '../recount/audited.fixture.ts'
import { runCommandLine } from './command-line.ts'
import { REAL_SERVICES } from './services.ts'

const root = mkdtempSync(join(tmpdir(), 'assay-forged-'))
afterAll(() => rmSync(root, { recursive: true }))

/** Sees one token too many, and says that its mask is causal. */
const module = `export default {
  name: 'mine', definition: { as: 'softmax', mask: 'causal' },
  run(tf, { q, k, v }) {
    const scores = tf.matMul(q, k, false, true).div(Math.sqrt(q.shape[2]))
    const allowed = tf.linalg.bandPart(tf.ones(scores.shape.slice(1)), -1, 1).greater(0)
    return tf.matMul(tf.softmax(tf.where(allowed, scores, tf.fill(scores.shape, -Infinity))), v)
  },
}`
const claim = 'row-stochastic-convex-hull'

let evidence: Evidence
beforeAll(async () => {
  const file = join(root, 'mine.mjs')
  writeFileSync(file, module)
  const silent = { write: () => true }
  const args = ['--engine', 'wasm', '--lanes', '100', '--cases', '40', '--claims', claim, '--out', root]
  await runCommandLine(['examine', file, ...args], { ...REAL_SERVICES, stdout: silent, stderr: silent })
  evidence = readEvidence(join(root, 'evidence.json'))
}, 120_000)

type Row = ExaminedEvidence['implementation'][number]
const row = ({ implementation }: ExaminedEvidence, id: string): Row =>
  implementation.find(({ property }) => property === id)!
const later = (found: ExaminedEvidence): Row => row(found, 'no-row-sees-a-later-token')
type Returned = Extract<
  NonNullable<ExaminedEvidence['properties'][number]['returned']>,
  { readonly counts: object }
>
const returned = ({ properties }: ExaminedEvidence): Returned => properties[0].returned as Returned

test.each<[string, (found: ExaminedEvidence) => void, RegExp]>([
  [
    'a property that does not hold is said to',
    (found) => Object.assign(later(found), { holds: true, beyondRounding: false }),
    /no-row-sees-a-later-token: holds is true; found again it is false/,
  ],
  [
    'rounding is said to explain what it does not',
    (found) => (later(found).beyondRounding = false),
    /beyondRounding is false; found again it is true/,
  ],
  [
    'the sentence of a property says more',
    (found) => (row(found, 'twice-the-same').meaning = 'For all inputs.'),
    /twice-the-same: meaning is "For all inputs."; found again it is "In all /,
  ],
  [
    'a property is said in other words',
    (found) => (row(found, 'twice-the-same').title = 'It is right.'),
    /twice-the-same: title is "It is right."/,
  ],
  [
    'more rows differ than there are',
    (found) => (later(found).counts!.rows = 1),
    /no-row-sees-a-later-token: more rows differ than there are/,
  ],
  [
    'a property that does not hold is said not to fit',
    (found) => {
      const { property, title, statement } = later(found)
      const at = found.implementation.indexOf(later(found))
      found.implementation[at] = { property, title, statement, notApplicable: 'It has no masks.' }
    },
    /of other properties as an implementation nothing is said/,
  ],
  [
    'a property is left out',
    (found) => found.implementation.splice(found.implementation.indexOf(later(found)), 1),
    /its properties as an implementation are .*, which are not those that there are/,
  ],
  [
    'all of them are',
    (found) => (found.implementation = []),
    /put under properties is false, and the command/,
  ],
  [
    'more lanes are said to be compared',
    (found) => {
      found.counts.lanes += 1e6
      found.families[0].lanes += 1e6
      found.meaning = found.meaning.replace(' of 100 lanes', ' of 1,000,100 lanes')
    },
    /the number of lanes is 1000100, and the command says 100/,
  ],
  [
    'more cases of a claim are counted',
    (found) => (returned(found).counts.discarded += 1000),
    /row-stochastic-convex-hull: the number of cases is 1040, and the command says 40/,
  ],
  [
    'cases that do not satisfy a claim have no reason',
    (found) => (returned(found).reasons.rounding += 1),
    /how many cases have a reason is \d+; found again it is \d+/,
  ],
  [
    'a claim is called otherwise',
    (found) => (found.properties[0].title = 'All is well.'),
    /its title is not that of the claim on disk/,
  ],
  [
    'a mistake is named that nobody knows',
    (found) => (found.diagnosis[0].name = 'rounding'),
    /a mistake is named, "rounding", that nobody knows/,
  ],
  [
    'no number deviates by its error',
    ({ accuracy }) => accuracy.forEach((cell) => (cell.deviating = 0)),
    /0 numbers deviate by their errors, in \d+ lanes/,
  ],
  [
    'errors are of more numbers',
    ({ accuracy }) => (accuracy[0].numbers += 1e6),
    /errors are of \d+ numbers, and \d+ were compared/,
  ],
  [
    'the largest error is less than most',
    ({ accuracy }) => accuracy.forEach((cell) => (cell.largest = 0)),
    /half of the errors are above more of them/,
  ],
  [
    'the deviation is from another family',
    ({ deviation }) => (deviation!.family = 'honest ones'),
    /the deviation is from a family of which no lane deviates/,
  ],
])('the audit of an examination finds that %s', async (_, forge, said) => {
  const forged = structuredClone(evidence)
  forge(forged.examined!)
  const claims = await discover()
  expect((await auditedIn(root, evidence, claims, { resample: 0 })).found).toEqual([])
  expect((await auditedIn(root, forged, claims, { resample: 0 })).found.join('\n')).toMatch(said)
})
