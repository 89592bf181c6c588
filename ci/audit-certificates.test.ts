import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { BY_HAND } from '../src/auditor/by-hand.fixture.ts'
import { LAWS } from '../src/auditor/laws-of-names.fixture.ts'
import { LOGARITHMS } from '../src/auditor/logarithm-laws.fixture.ts'
import { NO_ENTRIES } from '../src/auditor/no-entries.fixture.ts'
import { RANKS } from '../src/auditor/ranks.fixture.ts'
import type { CertificateFile } from '../src/evidence/certificate-file.ts'
import { ACCEPTED } from '../src/recount/accepted-certificates.fixture.ts'
import { toHex } from '../src/program/hex-float.ts'

const script = fileURLToPath(new URL('./audit-certificates.py', import.meta.url))
const python = ['python3', 'python'].find((name) => spawnSync(name, ['-c', 'import mpmath']).status === 0)

const folder = mkdtempSync(join(tmpdir(), 'audit-certificates-'))
afterAll(() => rmSync(folder, { recursive: true }))

function auditText(text: string) {
  const file = join(folder, 'evidence.json')
  writeFileSync(file, text)
  const { status, stdout, stderr } = spawnSync(python!, [script, file], { encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

/** The evidence of a claim without a verdict to speak of. */
const claimOf = (id: string) => ({
  id,
  kind: 'forAll',
  subject: 'softmax',
  verdict: { reals: { status: 'inconclusive' } },
  witnesses: [] as object[],
  controls: [] as object[],
  ablations: [] as object[],
  mutants: [] as object[],
})
/** As a counterexample, or as the witness that says so. */
const part = (certificate: unknown, more = {}) =>
  (certificate as { says?: string }).says === 'satisfied'
    ? { kind: 'exists', witnesses: [{ ...more, certificate }] }
    : { counterexample: { ...more, certificate } }
const fileOf = (...claims: object[]) => ({ format: 'attention-assay/evidence', version: 2, claims })
const evidence = (certificate: unknown, inputs?: unknown) =>
  fileOf({ ...claimOf('by-hand'), ...part(certificate, inputs ? { shrunk: inputs } : {}) })
const audit = (certificate: unknown) => auditText(JSON.stringify(evidence(certificate)))
const hex = (...numbers: number[]) => numbers.map(toHex)
const limits = (lower: number, upper: number) => hex(lower, upper)
const truths = (...letters: string[]) => letters.map((truth) => ({ truth }))

const ofSoftmax = ({ certificate }: CertificateFile) => ({ ...certificate, subject: 'softmax' })
const sums = ofSoftmax(ACCEPTED['weights-sum-to-one'])
const ranks = ofSoftmax(ACCEPTED['rank-of-exp'])
const obstructed = ofSoftmax(ACCEPTED['no-witness'])

/** e to the sum of the weights is e. */
const powersOfOne = {
  ...sums,
  program: {
    steps: [...sums.program.steps, ['exp', 5], ['exp', 6]],
    hypotheses: [],
    claim: ['equal', 8, 9],
  },
  atoms: truths('T'),
  values: { 8: [limits(2.7, 2.8)], 9: [limits(2.7, 2.8)] },
}

describe.skipIf(!python)('the auditor in Python', () => {
  test.each([
    ['an equality of exact numbers', sums],
    ['that a quotient of sums of powers of e is rational', powersOfOne],
    ['ranks of exact numbers', ranks],
    ['an obstruction', obstructed],
    ['letters that say less', { ...obstructed, atoms: truths('U', 'F') }],
    ['an equality that enclosures left open', { ...sums, atoms: truths('TT', 'C') }],
  ])('accepts %s', (_, certificate) => {
    const { status, said } = audit(certificate)
    expect(said).toMatch(/^ok +by-hand (counterexample: violated|witnesses: satisfied), /)
    expect(said).toContain('1 certificates, 0 wrong')
    expect(status).toBe(0)
  })

  test('judges logarithms, tanh, sin and cos', () => {
    const all = [...BY_HAND, ...LOGARITHMS, ...LAWS, ...NO_ENTRIES, ...RANKS]
    const claims = all.map(({ certificate, title }) => ({
      ...claimOf(title),
      ...part({ ...certificate, claim: title }),
    }))
    const { said } = auditText(JSON.stringify(fileOf(...claims)))
    const lines = said.split('\n')
    for (const [i, { title, holds, certificate }] of all.entries()) {
      const kind = 'counterexample' in part(certificate) ? 'counterexample' : 'witnesses'
      expect(lines[i]).toContain(`${holds ? 'ok    ' : 'WRONG '}${title} ${kind}: `)
    }
  })

  const withProgram = (change: object) => ({ ...sums, program: { ...sums.program, ...change } })
  const withStep = (at: number, step: unknown[]) =>
    withProgram({ steps: sums.program.steps.map((old, i) => (i === at ? step : old)) })
  const withInput = (...data: string[]) => ({ ...sums, inputs: { x: { shape: [2], data } } })

  test.each([
    ['a wrong letter', { ...sums, atoms: truths('TF', 'T') }, /comparison 0.*F for entry 1 is wrong/],
    ['a missing letter', { ...sums, atoms: truths('T', 'T') }, /not 2 letters/],
    ['a missing atom', { ...sums, atoms: truths('TT') }, /1 comparisons, there are 2/],
    ['says', { ...sums, says: 'violated' }, /says violated, yet the claim is true/],
    [
      'says of an obstruction',
      { ...obstructed, says: 'satisfied' },
      /says satisfied, yet the claim is false/,
    ],
    [
      'no obstruction',
      {
        ...obstructed,
        program: { ...obstructed.program, obstruction: ['any', ['atMost', 2, 1]] },
      },
      /obstruction is not true/,
    ],
    [
      'wrong limits',
      { ...sums, values: { ...sums.values, 4: [limits(0.269, 0.27), limits(0.731, 0.732)] } },
      /value 4, entry 0 is outside/,
    ],
    [
      'C for limits that are apart',
      { ...sums, atoms: truths('TT', 'C'), values: { ...sums.values, 5: [limits(0.9, 0.95)] } },
      /do not overlap/,
    ],
    ['limits left out', { ...sums, values: { 4: sums.values[4] } }, /other than those compared/],
    ['a wrong rank', { ...ranks, ranks: { 0: [2, 2], 1: [2, 2] } }, /rank of value 1 is 1 to 1/],
    [
      'the last bit of an input, which turns the claim',
      { ...ranks, inputs: { s: { shape: [2, 2], data: hex(0, 1, 1, 2 + 2 ** -22) } } },
      /the claim is true/,
    ],
    ['a case that is none', withProgram({ hypotheses: [['less', 4, 7]] }), /no case of the claim/],
    ['an unknown operation', withStep(2, ['sinh', 1]), /no operation 'sinh'/],
    ['a value of its own', withStep(2, ['exp', 2]), /step 2: there is no value 2 before it/],
    ['a negative value', withStep(2, ['exp', -1]), /there is no value -1/],
    ['shapes that do not fit', withStep(4, ['matMul', 2, 3]), /no matrix product/],
    [
      'a shape too large',
      withStep(7, ['constant', [10 ** 9], hex(0)]),
      /the limit "extent" is 200000, and --work N/,
    ],
    ['an input that is no float32', withInput('0x1.0000001p+0', '0x1p+1'), /is no float32/],
    ['an infinite input', withInput('inf', '0x1p+1'), /not finite/],
    ['data that do not fill the shape', withInput('0x1p+0'), /do not fill/],
    ['another claim', { ...sums, claim: 'another' }, /certificate of another/],
    ['bits that are a text', { ...sums, bits: '53' }, /its bits are neither/],
    ['bits that are none', { ...sums, bits: 0 }, /its bits are neither/],
    ['a fraction of bits', { ...sums, bits: 53.5 }, /its bits are neither/],
    ['no bits', { ...sums, bits: undefined }, /its bits are neither/],
    ['a subject that is a list', { ...sums, subject: ['softmax'] }, /its subject is no text/],
    ['no subject', { ...sums, subject: undefined }, /its subject is no text/],
    ['a claim that is a number', { ...sums, claim: 1 }, /its claim is no text/],
    ['a variant that is none', { ...sums, variant: null }, /its variant is no text/],
    ['no object', 'nothing', /no object/],
  ])('refuses %s', (_, certificate, sentence) => {
    const { status, said } = audit(certificate)
    expect(said).toMatch(/^WRONG /)
    expect(said).toMatch(sentence)
    expect(said).toContain('1 certificates, 1 wrong')
    expect(status).toBe(1)
  })

  test('refuses a claim that depends on what belowMax subtracts', () => {
    const dependent = {
      ...sums,
      program: { ...sums.program, hypotheses: [], claim: ['less', 1, 6] },
      atoms: truths('TT'),
      values: { 1: [limits(-1, -1), limits(0, 0)], 6: [limits(1, 1)] },
    }
    expect(audit(dependent).said).toMatch(/^WRONG.*depends on the constant/)
  })

  const refuted = { reals: { status: 'refuted' } }
  const proved = { reals: { status: 'proved' } }
  const control = { name: 'sign', refuted: true }
  const witness = { subject: 'softmax', certificate: sums }
  test.each([
    ['counterexample', { verdict: refuted }],
    ['counterexample', { counterexample: { reading: 'reals' } }],
    [
      'counterexample',
      { kind: 'scaling', verdict: refuted, counterexample: { reading: 'float32' }, witnesses: [] },
    ],
    ['counterexample', { kind: 'exists', verdict: refuted }],
    ['witness of softmax', { kind: 'exists', verdict: proved, witnesses: [] }],
    ['witness of linear', { kind: 'exists', verdict: proved, subject: ['softmax', 'linear'] }],
    ['witness of softmax', { witnesses: [{ subject: 'softmax' }] }],
    ['control "sign"', { controls: [control] }],
    ['ablation "sign"', { ablations: [control] }],
    ['mutant "sign"', { mutants: [control] }],
  ])('notices that a certificate is missing: %s, %j', (what, change) => {
    const claim = {
      ...claimOf('by-hand'),
      ...('witnesses' in change ? {} : { kind: 'exists', witnesses: [witness] }),
      ...change,
    }
    const { status, said } = auditText(JSON.stringify(fileOf(claim)))
    expect(said).toContain(`WRONG by-hand ${what}: it has to have a certificate, and has none\n`)
    expect(said).toMatch(/ certificates, 0 wrong, 1 missing\n/)
    expect(status).toBe(1)
  })

  test.each([
    ['a probability', { kind: 'probability', verdict: refuted, controls: [control] }],
    ['a variant that stands', { mutants: [{ ...control, refuted: false }] }],
    ['numbers that the device returned', { counterexample: { reading: 'float32' } }],
    ['a claim that failed', { error: { message: 'no' }, verdict: null }],
  ])('asks for no certificate of %s', (_, change) => {
    const { status, said } = auditText(
      JSON.stringify(
        fileOf(
          { ...claimOf('other'), ...change },
          { ...claimOf('by-hand'), kind: 'exists', witnesses: [witness] },
        ),
      ),
    )
    expect(said).toContain('1 certificates, 0 wrong\n')
    expect(status).toBe(0)
  })

  test.each([
    [
      'a counterexample that satisfies the claim',
      { counterexample: { certificate: sums } },
      /not what it stands/,
    ],
    ['a witness that violates it', { witnesses: [{ certificate: obstructed }] }, /not what it stands for/],
    [
      'the certificate of another variant',
      { controls: [{ ...control, certificate: obstructed }] },
      /variant None/,
    ],
    [
      'a witness of another subject',
      { witnesses: [{ ...witness, subject: 'linear' }] },
      /about the subject softmax/,
    ],
  ])('refuses %s', (_, change, sentence) => {
    expect(auditText(JSON.stringify(fileOf({ ...claimOf('by-hand'), ...change }))).said).toMatch(sentence)
  })

  test('refuses inputs that are not those of the case', () => {
    const text = JSON.stringify(evidence(sums, { x: { shape: [2], data: hex(1, 3) } }))
    expect(auditText(text).said).toMatch(/^WRONG.*not those of the case/)
  })

  const text = JSON.stringify(evidence(sums))
  test.each([
    ['is cut off', text.slice(0, -20)],
    ['holds a NaN', text.replace('"claims"', '"x":NaN,"claims"')],
    ['says a thing twice', text.replace('"says":', '"says":"violated","says":')],
    ['is of another version', text.replace('"version":2', '"version":1')],
    ['is of another format', text.replace('attention-assay/evidence', 'other')],
    ['holds no certificate', JSON.stringify(fileOf(claimOf('by-hand')))],
  ])('takes a file for no evidence that %s', (_, broken) => {
    const { status, said } = auditText(broken)
    expect(said).toMatch(/is no evidence to audit: /)
    expect(status).toBe(2)
  })

  test('names a damaged claim, and judges the others', () => {
    const damaged = { ...claimOf('\u001b[2Jdamaged\u202e'), controls: undefined }
    const sound = { ...claimOf('by-hand'), kind: 'exists', witnesses: [witness] }
    const { status, said } = auditText(JSON.stringify(fileOf(damaged, sound)))
    expect(said).toContain('WRONG \\u001b[2Jdamaged\\u202e: it is damaged: the evidence of')
    expect(said).toContain('ok    by-hand witnesses')
    expect(status).toBe(1)
  })

  const beside = { ...control, certificate: { ...obstructed, variant: 'sign' } }
  test.each([
    ['in a place of its own', { notes: { certificate: sums } }, /no certificate belongs at notes/],
    ['beside a variant that stands', { controls: [{ ...beside, refuted: false }] }, /is said to stand/],
    [
      'beside a case of the float32 reading',
      { witnesses: [{ ...witness, reading: 'float32' }] },
      /the other reading/,
    ],
    ['of a probability', { kind: 'probability', controls: [beside] }, /about a probability/],
    [
      'of a case that satisfies a claim about all',
      { kind: 'forAll', witnesses: [witness] },
      /it is a witness, and the claim is about all cases/,
    ],
    [
      'of one case that is no witness, as if there were none',
      { kind: 'exists', counterexample: { certificate: { ...sums, says: 'violated' } } },
      /something is claimed to exist, and the program has no obstruction/,
    ],
  ])('refuses a certificate %s', (_, change, sentence) => {
    const { status, said } = auditText(JSON.stringify(fileOf({ ...claimOf('by-hand'), ...change })))
    expect(said).toMatch(sentence)
    expect(status).toBe(1)
  })

  test('judges what walks led to: a counterexample, and the death of a mutant', () => {
    const refuted = { verdict: { reals: { status: 'refuted' } } }
    const kill = { certificate: { ...obstructed, variant: 'half' } }
    const walks = (counterexample: object | null, name = 'half') =>
      auditText(
        JSON.stringify(
          fileOf({
            ...claimOf('by-hand'),
            ...refuted,
            search: { counterexample, mutants: [{ name, kill }] },
          }),
        ),
      )
    expect(walks({ certificate: obstructed })).toMatchObject({ status: 0 })
    expect(walks(null).said).toContain('by-hand counterexample: it has to have a certificate')
    expect(walks({}).said).toContain('by-hand counterexample of a walk: it has to have a certificate')
    expect(walks({ certificate: obstructed }, 'whole').said).toContain('it is about the variant half')
  })

  test('says how it is used', () => {
    expect(spawnSync(python!, [script], { encoding: 'utf8' })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('usage:') as string,
    })
  })
})

if (!python) test.skip('needs a Python with mpmath (python3 -m pip install mpmath)', () => {})
