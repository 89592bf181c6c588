import { FORMAT, VERSION, type ClaimEvidence, type Evidence } from './schema.ts'

/** Evidence of a claim that was never judged, for tests. */
export function plantedClaim(id: string, changes: Partial<ClaimEvidence> = {}): ClaimEvidence {
  return {
    id,
    title: `The claim ${id}`,
    statement: String.raw`\forall x:\ x = x`,
    theme: 'planted',
    kind: 'forAll',
    subject: 'softmax',
    source: { attribution: 'folklore' },
    sourceHash: `sha256:${'0'.repeat(64)}`,
    imports: [],
    expect: { reals: 'holds' },
    verdict: { reals: { status: 'supported', meaning: 'No violation in 90 cases.' } },
    asExpected: true,
    range: { from: 0, to: 100 },
    cases: {
      satisfied: 90,
      consistent: 0,
      violated: 0,
      undecided: 4,
      open: 0,
      discarded: 6,
      byTier: { device: 80, running: 0, interval: 9, mpfr: 1, exact: 0 },
      discardedByDevice: 6,
      byForm: 0,
    },
    sample: { cases: 94, satisfied: 90 },
    members: [],
    undecided: [3, 5, 8, 13].map((index) => ({ seed: 1, index })),
    nondeterminism: [],
    rechecked: { cases: 3, open: 0, contradictions: [] },
    demand: 0.2,
    failureRateAtMost: { limit: 0.0327383, confidence: 0.95 },
    apartAtMost: null,
    trivial: null,
    tightness: null,
    worst: { case: { seed: 1, index: 7 }, margin: '0x1p-20', bound: '0x1p-30' },
    controls: [
      {
        name: 'broken',
        refuted: true,
        expected: 'refuted',
        case: { seed: 1, index: 2 },
        tier: 'interval',
        shrunk: { x: { shape: [2], data: ['0x1p+0', '-0x0p+0'] } },
        casesTried: 3,
      },
    ],
    witnesses: [],
    ablations: [],
    restrictions: [],
    mutants: [],
    inputs: {
      shapes: ['x[2]'],
      distributions: { gaussian: 60, 'small integers': 40 },
      coverage: [{ name: 'tied', atLeast: 0.1, reached: 40, cases: 100, met: true }],
    },
    ...changes,
  }
}

type Found = Evidence['engine']['profile']['found']

/** What could have been found of an engine, for tests. */
function plantedPrecision(): Found {
  const errors: Found['functions'][string] = {
    ulps: 0.5,
    at: [1],
    absolute: 0,
    beyond: { ulps: 0.5, absolute: 0 },
    arguments: 1000,
  }
  return {
    method: 'spread',
    products: {
      bits: 23,
      rounding: 'none',
      factorError: 0,
      accumulationError: 2 ** -24,
      flushBelow: 0,
      overflowAbove: 2 ** 127,
      paths: { matrices: { factorError: 0, accumulationError: 2 ** -24 } },
    },
    sums: { roundoff: 2 ** -24, byLength: { 2: 1 }, order: 'sequential', orderChanges: 0.5 },
    functions: { exp: errors, log: errors, div: errors, sqrt: errors },
    subnormals: { inputs: { add: 'kept' }, results: { add: 'kept' }, normalsLostBelow: 0 },
    nonFinite: { maximum: { nan: 'lost', infinity: 'kept' } },
    overflow: { becomes: { mul: 'infinity' }, largest: 2 ** 127 },
    repeatability: { repeats: 5, unrepeatable: [], batchDependent: [] },
  }
}

/** A file of evidence of claims that were never judged, for tests. */
export function plantedEvidence(claims: ClaimEvidence[], changes: Partial<Evidence> = {}): Evidence {
  return {
    format: FORMAT,
    version: VERSION,
    complete: true,
    run: {
      tool: 'attention-assay',
      version: '0.1.0',
      commit: null,
      command: 'assay verify',
      seed: 1,
      recheck: 'sample',
      demand: null,
      selected: claims.map(({ id }) => id),
      node: 'v20.0.0',
      os: 'linux x64',
      startedAt: '2025-01-01T00:00:00.000Z',
      seconds: 1.5,
      floatingPoint: 'checked',
      arithmetics: { mpfr: 'gmp-wasm', exact: 'powers of e' },
    },
    engine: {
      name: 'planted',
      device: 'none',
      accelerator: 'none',
      versions: { planted: '1' },
      settings: {},
      notes: [],
      profile: {
        origin: 'measured',
        unitRoundoff: 2 ** -24,
        productRoundoff: 0,
        productAccumulation: 2 ** -24,
        productFlushBelow: 2 ** -126,
        productOverflowAbove: 2 ** 127,
        ulps: { exp: 4, log: 4, div: 2.5, sqrt: 2.5 },
        expUlpsPerUnit: 0,
        logAbsolute: 0,
        flushBelow: 2 ** -126,
        overflowAbove: 2 ** 127,
        found: plantedPrecision(),
        widened: [],
      },
      reason: 'asked for',
      notRun: [],
    },
    claims,
    ...changes,
  }
}
