import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { undefinedCertificates } from '../src/auditor/undefined-certificates.fixture.ts'
import type { Certificate } from '../src/evidence/certificate-schema.ts'

const script = fileURLToPath(new URL('./audit-certificates.py', import.meta.url))
const python = ['python3', 'python'].find((name) => spawnSync(name, ['-c', 'import mpmath']).status === 0)
const folder = mkdtempSync(join(tmpdir(), 'undefined-fuzz-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Evidence of one claim for each certificate. */
function evidenceOf(certificates: readonly Certificate[]) {
  const claims = certificates.map((certificate, at) => ({
    ...{
      id: `claim-${at}`,
      kind: 'forAll',
      subject: 'softmax',
      verdict: { reals: { status: 'inconclusive' } },
    },
    ...{ controls: [], ablations: [], mutants: [], witnesses: [] },
    ...part({ ...certificate, claim: `claim-${at}` }),
  }))
  return { format: 'attention-assay/evidence', version: 2, claims }
}
const part = (certificate: Certificate) =>
  certificate.says === 'satisfied'
    ? { kind: 'exists', witnesses: [{ shrunk: certificate.inputs, certificate }] }
    : { counterexample: { shrunk: certificate.inputs, certificate } }

/** What the auditor in Python says of each certificate. */
function audited(certificates: readonly Certificate[]): string[] {
  const file = join(folder, 'evidence.json')
  writeFileSync(file, JSON.stringify(evidenceOf(certificates)))
  const { stdout, stderr } = spawnSync(python!, [script, file], { encoding: 'utf8', maxBuffer: 2 ** 26 })
  expect(stderr).toBe('')
  return stdout.split('\n').filter((line) => /^(ok|WRONG)/.test(line))
}

test.skipIf(!python)(
  'the auditor in Python certifies nothing of what does not exist, and nothing false',
  () => {
    const wrong = undefinedCertificates(2000, 4711)
    const ofWrong = audited(wrong)
    expect(ofWrong).toHaveLength(wrong.length)
    for (const [at, said] of ofWrong.entries()) expect(said, JSON.stringify(wrong[at])).toMatch(/^WRONG/)
  },
)
