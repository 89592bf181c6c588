import { describe, expect, test } from 'vitest'
import { plantedClaim, plantedEvidence } from '../evidence/planted-evidence.fixture.ts'
import type { ClaimEvidence, DecisiveCase, Evidence, ExaminedEvidence } from '../evidence/schema.ts'
import { cite, CITATION_FORMATS } from './cite.ts'
import { compiled, documentOf, hasTex, WITH_TEX } from './tex.fixture.ts'

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`
const evidence = (changes: Partial<ClaimEvidence>, of: Partial<Evidence> = {}): Evidence =>
  plantedEvidence([plantedClaim('a-b', changes)], { digest: DIGEST, ...of })
const sentences = (changes: Partial<ClaimEvidence>, of?: Partial<Evidence>): string =>
  cite(evidence(changes, of), 'a-b', 'text')
const reals = (status: ClaimEvidence['verdict']['reals']['status'], meaning = 'M.') => ({
  reals: { status, meaning },
})
const decisive = (certified: boolean): DecisiveCase =>
  ({ case: { seed: 1, index: 2 }, ...(certified && { certificate: {} }) }) as DecisiveCase

test('a citation names all that is needed to find the same again', () => {
  expect(sentences({})).toBe(
    'Claim “The claim a-b” (a-b) about softmax; folklore. Over the reals it is supported by sampled cases, not proved. ' +
      'No violation in 90 cases. In float32 nothing is known. Each limit has, by itself, the confidence 0.95. Cases 0 to 99 ' +
      'of seed 1 were sampled; a probability of failure of at most 0.2 was demanded. Found with engine planted (none); ' +
      `attention-assay 0.1.0; evidence ${DIGEST}.`,
  )
})

test('a claim that is about no attention says so', () => {
  expect(sentences({ subject: 'none' })).toContain('(a-b) about numbers alone; folklore.')
})

describe('says what each verdict is, and no more', () => {
  test.each<[string, Partial<ClaimEvidence>]>([
    ['it is supported by sampled cases, not proved. M.', { verdict: reals('supported') }],
    [
      'the bound on the probability is supported by sampled draws, not proved. M.',
      { kind: 'probability', verdict: reals('supported') },
    ],
    [
      'the exponent 2 is supported by sampled cases, not proved. M.',
      {
        kind: 'scaling',
        scaling: { exponent: 2, spacing: 1, least: null, most: null },
        verdict: reals('supported'),
      },
    ],
    [
      'it is proved by numbers that exist, with a certificate. M.',
      { kind: 'exists', verdict: reals('proved'), witnesses: [decisive(true), decisive(true)] },
    ],
    [
      'it is proved by numbers that exist, of which the evidence holds no certificate. M.',
      { kind: 'exists', verdict: reals('proved'), witnesses: [decisive(true), decisive(false)] },
    ],
    ['it is certified for what the verdict names, and nothing else. M.', { verdict: reals('certified') }],
    [
      'sampled cases are consistent with it: it is neither confirmed nor refuted. M.',
      { verdict: reals('consistent') },
    ],
    ['nothing can be concluded. M.', { verdict: reals('inconclusive') }],
    [
      'it is refuted by a counterexample, with a certificate. M.',
      { verdict: reals('refuted'), counterexample: decisive(true) },
    ],
    [
      'it is refuted by an obstruction, with a certificate. M.',
      { kind: 'exists', verdict: reals('refuted'), counterexample: decisive(true) },
    ],
    [
      'it is refuted by a counterexample, of which the evidence holds no certificate. M.',
      { verdict: reals('refuted') },
    ],
    [
      'the bound on the probability is refuted by confidence limits on sampled draws. M.',
      { kind: 'probability', verdict: reals('refuted') },
    ],
  ])('over the reals %s', (said, changes) => {
    expect(sentences(changes)).toContain(`Over the reals ${said}`)
  })

  test.each([
    ['proved', 'the numbers that the engine returned are what is claimed to exist'],
    ['certified', 'it is certified for what the verdict names, and nothing else'],
    ['supported', 'the numbers that the engine returned support it in sampled cases, which is no proof'],
    ['consistent', 'the numbers that the engine returned are consistent with it, which does not confirm it'],
    ['inconclusive', 'nothing can be concluded'],
    ['refuted', 'the numbers that the engine returned refute it'],
  ] as const)('in float32, %s', (status, said) => {
    const float32 = { status, meaning: 'F.' } as ClaimEvidence['verdict']['float32'] & object
    expect(sentences({ verdict: { ...reals('supported'), float32 } })).toContain(`In float32 ${said}. F.`)
  })

  test('a certificate has no confidence, limits on a probability have', () => {
    const float32 = { status: 'refuted', meaning: 'F.' } as ClaimEvidence['verdict']['float32'] & object
    const verdict = { ...reals('refuted'), float32 }
    expect(sentences({ verdict })).not.toContain('confidence')
    expect(sentences({ verdict, kind: 'probability' })).toContain('confidence')
  })
})

describe('says why less follows', () => {
  test('where a source was reconstructed', () => {
    const source = { attribution: 'reconstructed', arxiv: '2310.11685', note: 'N' } as const
    expect(sentences({ source })).toContain('; reconstructed from arXiv:2310.11685, not quoted (N).')
  })

  test('where the claim failed', () => {
    const error = { message: 'boom', case: { seed: 1, index: 3 } }
    const said = sentences({
      error,
      asExpected: false,
      verdict: reals('inconclusive', "The claim's own code failed on case 3: boom"),
      range: { from: 0, to: 0 },
    })
    expect(said).toContain("nothing can be concluded. The claim's own code failed on case 3: boom")
    expect(said).toContain('No case of seed 1 was counted')
    expect(said).not.toContain('confidence')
  })

  test('where a control survived: but a certificate stands', () => {
    const controls = [{ ...plantedClaim('x').controls[0], refuted: false }]
    const nothing = 'The cases showed nothing: “broken”, which is false, was not refuted by them.'
    const survived = { asExpected: false, controls }
    expect(sentences(survived)).toContain(nothing)
    expect(sentences({ ...survived, verdict: reals('refuted'), kind: 'probability' })).toContain(nothing)
    const refuted = sentences({ ...survived, verdict: reals('refuted') })
    expect(refuted).not.toContain('showed nothing')
    expect(refuted).toContain(
      '(over the reals: expected holds, found refuted; control "broken": expected refuted, found not refuted in 3 cases).',
    )
  })

  test.each<[string, ClaimEvidence['origin']]>([
    ['The claim is of no repository.', { kind: 'none' }],
    ['The claim is of a repository that could not be read: R.', { kind: 'unread', reason: 'R' }],
    [
      'The claim is a.js of the package p 1.2.3.',
      { kind: 'package', package: 'p', version: '1.2.3', path: 'a.js' },
    ],
    [
      'The claim is p/a.ts of https://host.example/r, commit 123.',
      {
        kind: 'repository',
        repository: 'https://host.example/r',
        commit: '123',
        path: 'p/a.ts',
        changed: [],
        outside: [],
      },
    ],
    [
      'The claim is a.ts of a repository without an address, commit 123, but for a.ts, ../b.ts.',
      {
        kind: 'repository',
        repository: null,
        commit: '123',
        path: 'a.ts',
        changed: ['a.ts'],
        outside: ['../b.ts'],
      },
    ],
    [
      'The claim is a.ts of a repository without an address, nothing of it committed.',
      { kind: 'repository', repository: null, commit: null, path: 'a.ts', changed: ['a.ts'], outside: [] },
    ],
  ])('where its commit does not tell it: %s', (said, origin) => {
    expect(sentences({ origin })).toContain(` ${said} Found with`)
  })

  test('where it was taken over from a baseline, merged from shards, or is of one shard alone', () => {
    const { run } = plantedEvidence([])
    const baseline = {
      ...{ digest: `sha256:${'1'.repeat(64)}`, version: '0.0.9', commit: 'c0ffee', seed: 7 },
      ...{ engine: 'cpu', startedAt: '2024-02-01T00:00:00Z' },
    }
    const taken = evidence({ baseline: baseline.digest }, { run: { ...run, baselines: [baseline] } })
    const said = cite(taken, 'a-b', 'text')
    expect(said).toContain('Cases 0 to 99 of seed 7 were sampled')
    expect(said).toContain(
      `engine cpu; attention-assay 0.0.9, commit c0ffee; evidence ${DIGEST}, taken over from the evidence ${baseline.digest}.`,
    )
    expect(cite(taken, 'a-b', 'bibtex')).toContain('year = {2024},\n  month = feb')
    const shard = { digest: DIGEST, command: 'c', node: 'n', os: 'o', startedAt: run.startedAt, seconds: 1 }
    expect(sentences({}, { run: { ...run, shards: [shard, shard] } })).toContain(', merged from 2 shards.')
    expect(sentences({}, { run: { ...run, shard: { number: 2, of: 3 } } })).toContain(
      'This is shard 2 of 3 alone, with its part of the cases and variants.',
    )
  })

  test('where the run was interrupted, and where it made its own demand', () => {
    const { run } = plantedEvidence([])
    const selected = ['a-b', 'c']
    expect(sentences({}, { complete: false, run: { ...run, selected } })).toContain(
      'This evidence judges 1 of 2 claims: the run had not ended when this was written, or could not judge the others.',
    )
    // A claim that was taken out of the file is missing, whatever the file says of itself.
    expect(sentences({}, { run: { ...run, selected } })).toContain('This evidence judges 1 of 2 claims')
    expect(sentences({}, { run: { ...run, demand: 0.5 } })).toContain(
      'of at most 0.5 was demanded by --demand, whatever the claim demands.',
    )
  })
})

describe('an examination', () => {
  const examined = {
    subject: 'mine',
    version: '2.0',
    origin: 'mine.onnx',
    definition: 'softmax(causal)',
    declared: { precision: 'float32' },
    conforms: true,
    meaning: 'M.',
    required: [
      { property: 'held', holds: true },
      { property: 'broken', holds: false },
      { property: 'open', holds: 'undecided' },
    ],
  } as unknown as ExaminedEvidence
  const said = (changes: Partial<ExaminedEvidence>): string =>
    cite(plantedEvidence([], { examined: { ...examined, ...changes } }), 'mine', 'text')

  test('is cited by the name of what was examined', () => {
    expect(said({})).toBe(
      'The attention “mine” (2.0), from mine.onnx, is said to be softmax(causal), in float32. No deviation was found in ' +
        'sampled inputs, which is no proof for others. M. Required was broken, which does not hold. Required was open, which ' +
        'is not decided. Inputs were sampled, with seed 1. Found with engine planted (none); attention-assay 0.1.0; evidence ' +
        'without a digest.',
    )
  })

  test.each<[string, Partial<ExaminedEvidence>]>([
    ['Whether it is, is not decided. M.', { conforms: 'undecided' }],
    ['It deviates from that, though no certificate says so. M.', { conforms: false }],
    [
      'It deviates from that, by a certificate. M.',
      { conforms: false, deviation: { certificate: {} } as unknown as ExaminedEvidence['deviation'] },
    ],
    [
      'It stopped answering during the comparison: gone.',
      { failed: { during: 'comparison', message: 'gone' } },
    ],
  ])('%s', (sentence, changes) => {
    expect(said(changes)).toContain(sentence)
  })
})

test('what the evidence does not speak of is told with what it speaks of', () => {
  const { run } = plantedEvidence([])
  const cited =
    (name: string, of: Partial<Evidence> = {}) =>
    () =>
      cite(evidence({}, of), name, 'text')
  expect(cited('a-c')).toThrow('the evidence says nothing of "a-c"; did you mean a-b?')
  expect(cited('something')).toThrow('says nothing of "something"; there are: a-b')
  expect(cited('later', { complete: false, run: { ...run, selected: ['a-b', 'later'] } })).toThrow(
    'the run ended before it judged "later"; go on with it by --resume',
  )
  expect(() => cite(plantedEvidence([]), 'a', 'text')).toThrow('it holds no claim')
})

describe('every format', () => {
  const HOSTILE =
    String.raw`\end{document}}} % {<b>}$x_1^2$ "q" 50 % # ~ @ & Veličković σ 日` + '\u001b[2J\nNo violation'
  const hostile = evidence({ title: HOSTILE, subject: HOSTILE, verdict: reals('supported', HOSTILE) })

  test('keeps to one paragraph, and nothing of the evidence is markup', () => {
    for (const format of CITATION_FORMATS) {
      const text = cite(hostile, 'a-b', format)
      expect(text).not.toMatch(/\u001b/)
      if (format !== 'bibtex') expect(text).not.toContain('\n')
    }
    expect(cite(hostile, 'a-b', 'markdown')).toContain(String.raw`\<b\>`)
  })

  test('an entry of BibTeX has the year of the run, a key of its own for each claim, and no author', () => {
    const entry = cite(evidence({}), 'a-b', 'bibtex')
    expect(entry).toMatch(/^@misc\{assay-a-b-01234567,\n {2}key = \{attention-assay\},\n/)
    expect(entry).toContain('\n  year = {2025},\n  month = jan,\n')
    expect(entry).not.toContain('author')
    const keys = ['a_b', 'a b', 'a{b', 'a,b', 'a-b', 'é%', 'ü%'].map(
      (id) => /^@misc\{(.*),$/m.exec(cite(plantedEvidence([plantedClaim(id)]), id, 'bibtex'))![1],
    )
    expect(new Set(keys).size).toBe(keys.length)
    for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9-]+$/)
  })

  test.skipIf(!hasTex)(`compiles ${WITH_TEX}`, () => {
    const log = compiled(
      documentOf(
        `${cite(hostile, 'a-b', 'latex')}\n\\nocite{*}\\bibliographystyle{plain}\\bibliography{refs}`,
      ),
      { 'refs.bib': `${cite(hostile, 'a-b', 'bibtex')}\n` },
    )
    expect(log).toContain('Output written on paper.pdf')
  })
})
