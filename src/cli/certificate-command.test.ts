import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shapesOf } from '../arithmetic/batch.ts'
import { catalogue } from '../claim/catalogue.ts'
import { subjectsOf } from '../claim/claim.ts'
import { recordClaim } from '../claim/record-claim.ts'
import { certificateHash } from '../evidence/certificate-file.ts'
import { certify } from '../judge/certify.ts'
import { Status } from '../judge/status.ts'
import { Regenerated } from '../recount/regenerated.ts'
import { runCommandLine } from './command-line.ts'
import { REAL_SERVICES } from './services.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-certificate-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string): string => join(folder, name)

let [out, err] = ['', '']
const services = {
  ...REAL_SERVICES,
  stdout: { write: (text: string) => (out += text) },
  stderr: { write: (text: string) => (err += text) },
}
async function assay(...argv: string[]): Promise<number> {
  ;[out, err] = ['', '']
  return await runCommandLine(argv, services)
}
const certificate = (claim: string, ...options: string[]): Promise<number> =>
  assay('certificate', claim, '--evidence', at('evidence.json'), ...options)

beforeAll(async () => {
  const options = ['--engine', 'wasm', '--cases', '60', '--threads', '0', '--out', folder]
  await assay('verify', 'linear-row-order', 'softmax-row-order-strict', ...options)
})

describe('a certificate of a run', () => {
  test('says what it is about and where it is from, and the audit accepts it', async () => {
    expect(await certificate('linear-row-order', '-o', at('certificate.json'))).toBe(0)
    const file = JSON.parse(readFileSync(at('certificate.json'), 'utf8')) as Record<string, unknown>
    const evidence = JSON.parse(readFileSync(at('evidence.json'), 'utf8')) as { digest: string }
    expect(file).toMatchObject({
      format: 'attention-assay/certificate',
      claim: { id: 'linear-row-order', title: 'Linear attention keeps the strict order of the scores' },
      of: 'counterexample',
      evidence: evidence.digest,
      hash: certificateHash(file.certificate),
    })
    expect(await assay('audit', at('certificate.json'))).toBe(0)
    expect(out).toMatch(/^checked {6}1 certificate/)
    expect(out).toContain('Nothing is wrong.')
    expect(out).toContain(
      'not checked  that its case shrinks to these inputs; it decides the claim as they do',
    )
    expect(out).toContain('not checked  which arithmetic was the first to decide it, and with how many bits')
    const index = (file.case as { index: number }).index
    const other = [...Array(60).keys()].filter((each) => each !== index)
    const said: string[] = []
    for (const index of other.slice(0, 12)) {
      writeFileSync(at('other.json'), JSON.stringify({ ...file, case: { seed: 1, index } }))
      await assay('audit', at('other.json'))
      said.push(out)
    }
    expect(said.some((text) => text.includes('no case that it draws is shown'))).toBe(true)
  })

  test('of a variant is the one that is named', async () => {
    expect(await certificate('softmax-row-order-strict')).toBe(2)
    expect(err).toContain('softmax-row-order-strict has none that decides it, but:\n')
    const [, variant] = /--variant '([^']+)' --subject/.exec(err)!
    expect(
      await certificate('softmax-row-order-strict', '--variant', variant, '-o', at('variant.json')),
    ).toBe(0)
    expect(await assay('audit', at('variant.json'))).toBe(0)
    expect(await certificate('softmax-row-order-strict', '--variant', 'no such')).toBe(2)
    expect(err).toContain('has none of "no such", but:')
  })

  test.each<[string, (file: string) => string, RegExp]>([
    [
      'another claim of the same name',
      (text) => text.replace('keeps the strict order', 'keeps no order'),
      /its title is not that of the claim on disk/,
    ],
    [
      'another file of the claim',
      (text) => text.replace(/("sourceHash": "sha256:)[0-9a-f]{8}/, '$100000000'),
      /the file of the claim has changed/,
    ],
    [
      'a variant that there is not',
      (text) => text.replaceAll(/"variant": "[^"]+"/g, '"variant": "mine"'),
      /the claim on disk has no (control|ablation) "mine"/,
    ],
    [
      'another program',
      (text) => text.replace('["transpose",1]', '["neg",1]'),
      /its program is not the one that the claim on disk makes/,
    ],
  ])('%s is refused', async (_, alter, said) => {
    const file = JSON.parse(alter(readFileSync(at('variant.json'), 'utf8'))) as { certificate: object }
    writeFileSync(at('altered.json'), JSON.stringify({ ...file, hash: certificateHash(file.certificate) }))
    expect(await assay('audit', at('altered.json'))).toBe(1)
    expect(out).toMatch(said)
  })

  test.each<[string, string, string, RegExp]>([
    ['a draw of a probability', 'slr-softmax-exponential', 'counterexample', /no single case decides/],
    ['one case of a claim about all', 'softmax-row-order-strict', 'witness', /the claim is about all cases/],
    ['a deviation of what is a claim', 'softmax-row-order-strict', 'deviation', /is about a claim/],
  ])('%s, which decides nothing, is refused', async (_, id, of, said) => {
    const claim = await catalogue.load(id)
    const cases = new Regenerated(claim, 1)
    const [item, name] = [cases.at(0), cases.subject(0)]
    const subject = subjectsOf(claim.subject).find((each) => each.name === name)!
    const says = of === 'counterexample' ? Status.Violated : Status.Satisfied
    const { definition: program } = recordClaim(claim, subject, shapesOf(item))
    const made = await certify({ claim: id, subject: name, program }, item, says)
    const { title, statement, source } = claim
    const { format, version, producer } = JSON.parse(readFileSync(at('variant.json'), 'utf8')) as object & {
      [key in 'format' | 'version' | 'producer']: unknown
    }
    const head = { format, version, producer, claim: { id, title, statement, source }, of }
    const file = { ...head, case: { seed: 1, index: 0 }, evidence: null, hash: certificateHash(made) }
    writeFileSync(at('made.json'), JSON.stringify({ ...file, certificate: made }))
    expect(await assay('audit', at('made.json'))).toBe(1)
    expect(out).toMatch(said)
    expect(out).toContain('One thing is wrong.')
  })
})
