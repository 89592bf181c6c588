import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import type { Claim, Variant } from '../claim/claim.ts'
import type { Discovered, LoadedClaim } from '../claim/discover.ts'
import { evidenceText } from '../evidence/evidence-text.ts'
import { EvidenceError, parseEvidence } from '../evidence/read.ts'
import type { ClaimEvidence, ControlEvidence, DecisiveCase, Evidence } from '../evidence/schema.ts'
import { declared } from '../judge/judge-claim.ts'
import { withVariant } from '../claim/variants.ts'
import { Status } from '../judge/status.ts'
import { checkDecisive, checkNamed, Regenerated, resample } from './cases.ts'
import { checkOne } from './certificates.ts'
import { checkCounts, checkVerdicts, type Slopes } from './counts.ts'

/** What is wrong, and where. */
export interface Finding {
  readonly where: string
  readonly what: string
}

export interface Audited {
  readonly evidence: Evidence
  readonly findings: readonly Finding[]
  /** What was looked at, in sentences. */
  readonly checked: readonly string[]
  /** What this program could not check. */
  readonly unchecked: readonly string[]
}

export interface AuditOptions {
  /** Cases of each claim that are decided again, beside those that the evidence names. */
  readonly resample: number
  onClaim?(id: string, number: number, of: number): void
}

/**
 * Checks evidence: its form, that it is about the claims on disk, that its counts, limits and verdicts fit together, the
 * cases that it names, and its certificates.
 *
 * @throws {EvidenceError} when the file is no evidence that this version can read
 */
export async function audit(path: string, claims: Discovered, options: AuditOptions): Promise<Audited> {
  const text = readText(path)
  const evidence = parseEvidence(text, path)
  const findings: Finding[] = []
  const unchecked = new Set<string>()
  const note = (where: string, whats: readonly string[]): void =>
    void findings.push(...whats.map((what) => ({ where, what })))
  note('the file', checkForm(evidence, text))
  note('the run', checkSelection(evidence, claims))
  let certificates = 0
  let decided = 0
  for (const [i, found] of evidence.claims.entries()) {
    options.onClaim?.(found.id, i + 1, evidence.claims.length)
    const loaded = claims.claims.find(({ claim }) => claim.id === found.id)
    note(found.id, checkCounts(found))
    if (!loaded) {
      note(found.id, [
        'there is no such claim here; give the file or folder of its claims as a further argument',
      ])
      continue
    }
    const result = await checkClaim(found, loaded, evidence.run.seed, options.resample)
    note(found.id, result.findings)
    for (const what of result.unchecked) unchecked.add(what)
    certificates += result.certificates
    decided += result.decided
  }
  if (!evidence.complete) unchecked.add('claims that the run did not reach: it was interrupted')
  unchecked.add(
    'what the engine returned: the float32 counts, margins that the device found, and its profile',
  )
  return {
    evidence,
    findings,
    checked: [
      `${evidence.claims.length} claims: counts, limits and verdicts`,
      `${certificates} certificates, by an evaluator of their own`,
      `${decided} cases decided again`,
    ],
    unchecked: [...unchecked],
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new EvidenceError(
      code === 'ENOENT' ? `there is no file ${path}` : `${path} cannot be read: ${message}`,
    )
  }
}

function checkForm(evidence: Evidence, text: string): string[] {
  const again = evidenceText(evidence)
  if (again === text) return []
  const digest = (of: string): string | undefined => /"digest": "(sha256:[0-9a-f]+)"/.exec(of)?.[1]
  return digest(again) === digest(text)
    ? ['it is not laid out as this program writes it']
    : ['it was changed after it was written: its digest is not that of its contents']
}

function checkSelection({ run, claims, complete }: Evidence, found: Discovered): string[] {
  const wrong: string[] = []
  const ids = claims.map(({ id }) => id)
  if (new Set(ids).size < ids.length) wrong.push('a claim stands in it twice')
  const missing = run.selected.filter((id) => !ids.includes(id))
  if (complete && missing.length > 0)
    wrong.push(`${missing.join(', ')} is missing, although the run is complete`)
  const more = ids.filter((id) => !run.selected.includes(id))
  if (more.length > 0) wrong.push(`${more.join(', ')} was not asked for`)
  if (/^assay verify( --(engine|seed|cases|out|threads|batch) \S+)*$/.test(run.command)) {
    const left = found.claims.filter(({ claim }) => !run.selected.includes(claim.id))
    if (left.length > 0)
      wrong.push(
        `all claims were asked for, and ${left.map(({ claim }) => claim.id).join(', ')} is not among them`,
      )
  }
  return wrong
}

interface Checked {
  readonly findings: string[]
  readonly unchecked: string[]
  readonly certificates: number
  readonly decided: number
}

async function checkClaim(
  found: ClaimEvidence,
  loaded: LoadedClaim,
  seed: number,
  count: number,
): Promise<Checked> {
  const { claim } = loaded
  const findings: string[] = []
  const unchecked: string[] = []
  for (const [key, should] of Object.entries(declared(loaded)))
    if (!isDeepStrictEqual(found[key as keyof ClaimEvidence], should))
      findings.push(
        key === 'sourceHash'
          ? 'the file of the claim is not the one that was run'
          : `its ${key} is not that of the claim on disk`,
      )
  if (found.error)
    return { findings, unchecked: [...unchecked, `${found.id}, which failed`], certificates: 0, decided: 0 }
  const cases = new Regenerated(claim, seed)
  const again = await resample(found, cases, claim.kind === 'scaling' ? Infinity : count)
  findings.push(...againstCounts(found, again))
  const slopes: Slopes | undefined =
    again.whole && found.cases.byTier.device === 0
      ? {
          values: again.slopes.map(({ value }) => value),
          widest: again.slopes.reduce((most, { radius }) => Math.max(most, radius), 0),
        }
      : undefined
  if (claim.kind === 'scaling' && !slopes)
    unchecked.push('slopes that the device found, and what follows from them')
  findings.push(...checkVerdicts(claim, found, slopes))
  findings.push(...(await checkNamed(found, cases)))
  let certificates = 0
  const decisive = async (
    name: string,
    part: DecisiveCase | undefined,
    wanted: typeof Status.Satisfied | typeof Status.Violated,
    expected: boolean,
  ): Promise<void> => {
    if (!part) {
      if (expected) findings.push(`it has no ${name}`)
      return
    }
    findings.push(...(await checkDecisive(part, wanted, cases)).map((what) => `${name}: ${what}`))
    if (part.reading === 'float32') return
    const says = wanted === Status.Violated ? 'violated' : 'satisfied'
    findings.push(...certified(name, part.certificate, { claim, says, shrunk: part.shrunk }))
    certificates++
  }
  const single = claim.kind === 'forAll' || claim.kind === 'exists'
  await decisive(
    'counterexample',
    found.counterexample,
    Status.Violated,
    single && found.verdict.reals.status === 'refuted',
  )
  await decisive(
    'witness',
    found.witness,
    Status.Satisfied,
    claim.kind === 'exists' && found.verdict.reals.status === 'proved',
  )
  const returned = found.verdict.float32?.counterexample
  await decisive(
    'float32 counterexample',
    returned,
    claim.kind === 'exists' ? Status.Satisfied : Status.Violated,
    false,
  )
  if (returned && returned.reading !== 'float32')
    findings.push('its float32 counterexample is of the other reading')
  for (const [kind, parts, variants] of [
    ['control', found.controls, claim.controls],
    ['ablation', found.ablations, claim.ablations ?? []],
  ] as const) {
    if (parts.map(({ name }) => name).join('\n') !== variants.map(({ name }) => name).join('\n')) {
      findings.push(`its ${kind}s are not those of the claim on disk`)
      continue
    }
    for (const [i, part] of parts.entries()) {
      findings.push(...(await checkVariant(`${kind} "${part.name}"`, part, claim, variants[i], seed)))
      if (part.certificate) certificates++
    }
  }
  const restrictions = claim.restrictions ?? []
  if (
    found.restrictions.map(({ name }) => name).join('\n') !== restrictions.map(({ name }) => name).join('\n')
  )
    findings.push('its restrictions are not those of the claim on disk')
  const named = found.undecided.length + 4
  return { findings, unchecked, certificates, decided: again.recount.reduce((a, b) => a + b, 0) + named }
}

function againstCounts(
  found: ClaimEvidence,
  { recount, whole, violated }: Awaited<ReturnType<typeof resample>>,
): string[] {
  const wrong: string[] = []
  const { cases } = found
  if (violated.length > 0 && cases.violated === 0)
    wrong.push(`case ${violated[0]} violates it over the reals, and no violation is counted`)
  if (!whole) return wrong
  for (const [name, status] of [
    ['satisfied', Status.Satisfied],
    ['consistent', Status.Consistent],
    ['violated', Status.Violated],
    ['undecided', Status.Undecided],
  ] as const)
    if (recount[status] !== cases[name])
      wrong.push(`${cases[name]} cases are counted as ${name}; decided again they are ${recount[status]}`)
  return wrong
}

function certified(
  name: string,
  certificate: DecisiveCase['certificate'],
  about: Parameters<typeof checkOne>[1],
): string[] {
  if (!certificate) return [`the ${name} has no certificate`]
  return checkOne(certificate, about).map((what) => `certificate of the ${name}: ${what}`)
}

async function checkVariant(
  name: string,
  part: ControlEvidence,
  original: Claim,
  variant: Variant,
  seed: number,
): Promise<string[]> {
  const claim = withVariant(original, variant)
  const wrong: string[] = []
  if (!part.refuted) return part.case ? [`${name} is not refuted, and has a killing case`] : []
  if (claim.kind === 'probability' || claim.kind === 'scaling') return []
  if (!part.case || !part.shrunk || part.case.index >= part.casesTried)
    return [`${name} has no killing case among those tried`]
  const cases = new Regenerated(claim, seed)
  if (part.case.seed !== seed || (await cases.status(part.case.index)) !== Status.Violated)
    wrong.push(`${name}: its killing case does not violate it`)
  return [
    ...wrong,
    ...certified(name, part.certificate, {
      claim,
      variant: variant.name,
      says: 'violated',
      shrunk: part.shrunk,
    }),
  ]
}
