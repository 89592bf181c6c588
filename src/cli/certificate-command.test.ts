import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { certificateHash } from '../evidence/certificate-file.ts'
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
})
