import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { alterationsOf } from '../src/auditor/altered-certificates.fixture.ts'
import { BY_HAND } from '../src/auditor/by-hand.fixture.ts'
import { allowed, checkCertificate } from '../src/auditor/certificate-check.ts'
import { LIMITS } from '../src/auditor/limits.ts'
import { LAWS } from '../src/auditor/laws-of-names.fixture.ts'
import { LOGARITHMS } from '../src/auditor/logarithm-laws.fixture.ts'
import { NO_ENTRIES } from '../src/auditor/no-entries.fixture.ts'
import { RANKS } from '../src/auditor/ranks.fixture.ts'
import { runCommandLine } from '../src/cli/command-line.ts'
import { REAL_SERVICES } from '../src/cli/services.ts'
import { readEvidence } from '../src/evidence/read.ts'

/** Claims whose certificates have equalities, orders, ranks, obstructions and hypotheses. */
const CLAIMS = [
  'linear-never-injective',
  'linear-row-order',
  'permutation-equivariance',
  'slr-softmax-exponential',
  'softmax-never-lowers-rank',
  'softmax-row-order-strict',
]
const script = fileURLToPath(new URL('./audit-certificates.py', import.meta.url))
const python = ['python3', 'python'].find((name) => spawnSync(name, ['-c', 'import mpmath']).status === 0)
const folder = mkdtempSync(join(tmpdir(), 'auditors-agree-'))
afterAll(() => rmSync(folder, { recursive: true }))

const ofARun: object[] = []
beforeAll(async () => {
  const silent = { write: () => true }
  const around = { ...REAL_SERVICES, stdout: silent, stderr: silent }
  const args = ['--engine', 'wasm', '--cases', '60', '--demand', '0.5', '--threads', '0', '--out', folder]
  await runCommandLine(['verify', ...CLAIMS, ...args], around)
  const { claims } = readEvidence(join(folder, 'evidence.json'))
  for (const { counterexample, witnesses, controls, ablations, mutants } of claims)
    for (const part of [counterexample, ...witnesses, ...controls, ...ablations, ...mutants])
      if (part?.certificate) ofARun.push(part.certificate)
})

/** Whether each certificate is accepted by the auditor in Python. */
function acceptedInPython(certificates: readonly unknown[]): boolean[] {
  const claims = certificates.map((certificate) => {
    const { claim, says, variant, subject } = certificate as Record<string, string>
    const holder = { subject, certificate, ...(variant !== undefined && { name: variant, refuted: true }) }
    return {
      ...{
        id: typeof claim === 'string' ? claim : 'none',
        kind: says === 'satisfied' ? 'exists' : 'forAll',
        subject: 'softmax',
        verdict: { reals: { status: 'inconclusive' } },
      },
      ...{ witnesses: [], controls: [], ablations: [], mutants: [] },
      ...(says === 'satisfied'
        ? { witnesses: [holder] }
        : variant === undefined
          ? { counterexample: holder }
          : { controls: [holder] }),
    }
  })
  const path = join(folder, 'altered.json')
  writeFileSync(path, JSON.stringify({ format: 'attention-assay/evidence', version: 2, claims }))
  const { stdout, stderr } = spawnSync(python!, [script, '--work', '10000', path], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  const lines = stdout.split('\n').filter((line) => /^(ok {4}|WRONG )/.test(line))
  expect(stderr).toBe('')
  expect(lines.length).toBe(certificates.length)
  return lines.map((line) => line.startsWith('ok'))
}
const accepted = (certificate: unknown): boolean => checkCertificate(certificate, allowed(10)).length === 0

test.runIf(python)(
  'both auditors accept and refuse the same certificates: those of a run, by hand, and each of them altered',
  () => {
    const good = [
      ...ofARun,
      ...[...BY_HAND, ...LOGARITHMS, ...LAWS, ...NO_ENTRIES, ...RANKS].map(({ certificate }) => certificate),
    ]
    const all = [
      ...good.map((certificate, i) => ({ what: `certificate ${i}`, certificate: certificate })),
      ...good.filter((_, i) => i < ofARun.length || i % 12 === 0).flatMap((one) => [...alterationsOf(one)]),
    ]
    const there = acceptedInPython(all.map(({ certificate }) => certificate))
    const differing = all.flatMap(({ what, certificate }, i) =>
      accepted(certificate) === there[i]
        ? []
        : [`${what}: ${there[i] ? 'in Python' : 'here'} it is accepted`],
    )
    expect(differing).toEqual([])
    expect(all.length).toBeGreaterThan(2000)
    expect(ofARun.every(accepted)).toBe(true)
  },
)

test.runIf(python)('both auditors have the same limits', () => {
  const code = `import json, runpy, sys; print(json.dumps(runpy.run_path(sys.argv[1])["LIMITS"]))`
  const { stdout } = spawnSync(python!, ['-c', code, script], { encoding: 'utf8' })
  const { tails } = LIMITS
  expect({ ...(JSON.parse(stdout) as object), tails }).toEqual(LIMITS)
})
