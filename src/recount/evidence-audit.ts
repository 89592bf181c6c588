import { isDeepStrictEqual } from 'node:util'
import { Budget, type Limits, limitsTimes, OverLimit } from '../auditor/limits.ts'
import type { Discovered } from '../claim/discover.ts'
import type { Engine } from '../engine/engine.ts'
import { evidenceText } from '../evidence/evidence-text.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { judgeClaim } from '../judge/judge-claim.ts'
import { higherTiers } from '../judge/scalar-tiers.ts'
import { CONFIDENCE } from '../judge/verdict/limits.ts'
import { roundDown } from '../statistics/round-outward.ts'
import type { AskedExamination } from './asked-examination.ts'
import type { AskedMatrix } from './asked-matrix.ts'
import { checkCases, checkRun, claimOf, missingOf, type AskedRun } from './asked-run.ts'
import { beyondSample } from './beyond-sample.ts'
import { checkTakenOver, type BaselineFile } from './baselines.ts'
import { recountClaim, type ClaimRecount } from './claim-recount.ts'
import { checkCounts } from './count-sums.ts'
import { freshKey } from './drawn-indices.ts'
import type { Audited } from './audited.ts'
import { readAudited, readFileWithin, type AuditedFile } from './audited-file.ts'
import { auditCertificate, isCertificateFile } from './certificate-audit.ts'
import { auditExamined } from './examined-audit.ts'
import { isMatrix } from '../evidence/matrix-file.ts'
import { auditMatrix } from './matrix-audit.ts'
import { checkForm } from './file-form.ts'
import { Findings } from './findings.ts'
import type { Judge } from './judged-again.ts'
import { askedOf } from './merged-run.ts'
import { trustedIn } from './trusted.ts'

export interface AuditOptions {
  /** Cases of each claim that are decided again, beside those that the evidence names; all, and all is compared. */
  readonly resample: number | 'all'
  /** A factor by which the limits on what a file may ask for are raised; 1 when left out. */
  readonly work?: number
  /** By which samples are drawn; one that nobody can know before when left out. */
  readonly key?: string
  /** Compares what the engine returned too; with all cases. */
  readonly engine?: Engine
  /** What the command of the run asked for. */
  askedRun(command: string): Promise<AskedRun | { readonly problem: string }>
  /** What the command of an examination asked for. */
  askedExamination(command: string): Promise<AskedExamination | { readonly problem: string }>
  /** What the command of a kill matrix asked for. */
  askedMatrix(command: string): Promise<AskedMatrix | { readonly problem: string }>
  readonly judge?: Judge
  /** Files that claims are said to be taken over from. */
  readonly baselines?: readonly BaselineFile[]
  onClaim?(id: string, number: number, of: number): void
}

/**
 * Checks evidence: its form, that it is about the claims on disk and the run that its command names, that its counts,
 * limits and verdicts fit together, the cases that it names, its certificates, and cases that are decided again.
 *
 * @throws {EvidenceError} when the file is no evidence that this version can read
 */
export async function audit(path: string, claims: Discovered, options: AuditOptions): Promise<Audited> {
  const findings = new Findings()
  const limits = limitsTimes(options.work ?? 1)
  try {
    const file = readFileWithin(path, limits)
    if (isMatrix(file.value)) {
      const { resample, key = freshKey() } = options
      const sameArithmetics = isDeepStrictEqual((await higherTiers()).described, arithmeticsOf(file.value))
      return await auditMatrix(
        file.value,
        {
          ...file,
          claims,
          limits,
          resample,
          key,
          sameArithmetics,
          asked: (command) => options.askedMatrix(command),
        },
        findings,
      )
    }
    return isCertificateFile(file.value)
      ? await auditCertificate(file.value, { ...file, claims, limits }, findings)
      : await auditFile(readAudited(file, limits, findings), claims, limits, options, findings)
  } catch (error) {
    if (!(error instanceof OverLimit)) throw error
    findings.add('the file', [error.message])
    return { findings: findings.all, checked: [], unchecked: ['the rest of the file'], trusted: [] }
  }
}

/** With which arithmetics a matrix says that it was decided. */
const arithmeticsOf = (matrix: { readonly run?: { readonly arithmetics?: unknown } }): unknown =>
  matrix.run?.arithmetics

async function auditFile(
  { evidence, ids, text }: AuditedFile,
  claims: Discovered,
  limits: Limits,
  options: AuditOptions,
  findings: Findings,
): Promise<Audited> {
  const { run } = evidence
  const whole = ids.length === evidence.claims.length
  if (whole) await findings.check('the file', 'its form', () => checkForm(text, evidenceText(evidence)))
  const { described } = await higherTiers()
  const otherArithmetics = !isDeepStrictEqual(described, run.arithmetics)
  const allowed = { limits, budget: new Budget(limits.work) }
  if (evidence.examined)
    return auditExamined(
      { ...evidence, examined: evidence.examined },
      {
        claims,
        sameArithmetics: !otherArithmetics,
        allowed,
        asked: (command) => options.askedExamination(command),
      },
      findings,
    )
  const asked = await askedOf(run, (command) => options.askedRun(command))
  await findings.check('the run', 'what it says of itself', () => [
    ...checkRun(evidence, ids, asked),
    ...checkTakenOver(evidence, options.baselines ?? []),
  ])
  if (options.engine) findings.add('the engine', checkEngine(evidence, options.engine))
  const recount = {
    ...options,
    key: options.key ?? freshKey(),
    judge: options.judge ?? judgeClaim,
    otherArithmetics,
    allowed,
    byTime: !('problem' in asked) && asked.whole.byTime,
  }
  const recounts = await recountAll(evidence, claims, { asked, recount }, findings)
  return {
    findings: findings.all,
    checked: [
      `${evidence.claims.length} claims: counts, limits and verdicts`,
      `${recounts.reduce((sum, { certificates }) => sum + certificates, 0)} certificates, by an evaluator of their own`,
      ...strength(recounts, recount.key),
    ],
    unchecked: [
      ...(whole
        ? []
        : ['the form of the file, and its claims that are damaged or ask for more than a limit']),
      ...uncheckedOf(evidence, options, recount.otherArithmetics, recounts),
    ],
    trusted: trustedIn(evidence).filter(({ path }) => !options.engine || !OF_ENGINE.test(path)),
  }
}

type Recounted = ClaimRecount & { readonly id: string; readonly size: number }

async function recountAll(
  evidence: Evidence,
  claims: Discovered,
  {
    asked,
    recount,
  }: {
    asked: Awaited<ReturnType<typeof askedOf>>
    recount: Parameters<typeof recountClaim>[3] & Pick<AuditOptions, 'onClaim'>
  },
  findings: Findings,
): Promise<Recounted[]> {
  const recounts: Recounted[] = []
  for (const [i, found] of withoutRepeats(evidence.claims).entries()) {
    recount.onClaim?.(found.id, i + 1, evidence.claims.length)
    const loaded = claimOf(found.id, claims)
    if (!loaded) {
      await findings.check(found.id, 'its counts', () => checkCounts(found, evidence.run.recheck))
      const what = 'there is no such claim here; give the file or folder of its claims as a further argument'
      findings.add(found.id, [what])
      continue
    }
    if (!('problem' in asked))
      await findings.check(found.id, 'its range', () => checkCases(found, loaded.claim, asked.whole))
    const size = found.range.to - found.range.from
    recounts.push({ ...(await recountClaim(found, loaded, evidence, recount, findings)), id: found.id, size })
  }
  return recounts
}

/** What an engine finds out again: itself, and all of the claims but where they are from. */
const OF_ENGINE = /^engine$|^claims\[\]\.(?!origin|baseline)/

/** Of claims that stand there more than once the first. */
function withoutRepeats(claims: readonly ClaimEvidence[]): ClaimEvidence[] {
  const seen = new Set<string>()
  return claims.filter(({ id }) => !seen.has(id) && seen.add(id))
}

/** How strong the samples are, and how strong the weakest is. */
function strength(recounts: readonly Recounted[], key: string): string[] {
  const tried = recounts.filter(({ size }) => size > 0)
  if (tried.length === 0) return []
  const sum = (of: (each: (typeof tried)[number]) => number): number =>
    tried.reduce((total, each) => total + of(each), 0)
  const [decided, size] = [sum((each) => each.decided), sum((each) => each.size)]
  if (decided === size) return [`counts rest on all ${size} cases, decided again`]
  const weakest = tried.reduce((a, b) => (b.asStated < a.asStated ? b : a))
  return [
    `counts rest on ${decided} of ${size} cases decided again, drawn by --seed ${key}; the weakest sample is that of ` +
      `${weakest.id}: ${weakest.decided} of ${weakest.size}, so at least ${roundDown(100 * weakest.asStated, 3)} % of its ` +
      `cases are as its counts say, with confidence 1 - ${(1 - CONFIDENCE).toExponential(0)}`,
  ]
}

function uncheckedOf(
  evidence: Evidence,
  { resample, engine, baselines = [] }: AuditOptions,
  otherArithmetics: boolean,
  recounts: readonly (ClaimRecount & { id: string })[],
): string[] {
  const missing = missingOf(evidence)
  return [
    ...(resample === 'all' || engine ? [] : [beyondSample()]),
    ...(evidence.run.baselines ?? [])
      .filter((each) => !baselines.some(({ digest }) => digest === each.digest))
      .map(
        ({ digest, startedAt }) =>
          `that the claims taken over from the run of ${startedAt} stand so in its file, ${digest}; --baseline FILE compares them`,
      ),
    ...(evidence.complete
      ? []
      : [`the run was interrupted; of ${missing.length} claims there is nothing: ${missing.join(', ')}`]),
    ...(otherArithmetics
      ? [
          `what other arithmetics decided: ${evidence.run.arithmetics.mpfr}; ${evidence.run.arithmetics.exact}. Audit it where they are the same`,
          ...(evidence.claims.some(({ search }) => search)
            ? ['where walks lead, which is walked again only where the arithmetics are the same']
            : []),
        ]
      : []),
    ...recounts.flatMap(({ id, onTrust }) => onTrust.map((what) => `${id}: ${what}, if the device says so`)),
  ]
}

/** Whether an engine that started here is the one that is stated. */
function checkEngine({ engine: stated }: Evidence, engine: Engine): string[] {
  return (['name', 'device', 'accelerator', 'versions', 'settings', 'profile'] as const).flatMap((part) =>
    isDeepStrictEqual(JSON.parse(JSON.stringify(stated[part])), JSON.parse(JSON.stringify(engine[part])))
      ? []
      : [`its ${part} is not that of the engine here`],
  )
}
