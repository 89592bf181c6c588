import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { discover } from '../claim/discover.ts'
import type { Engine } from '../engine/engine.ts'
import { plantedClaim, plantedEvidence } from '../evidence/planted-evidence.fixture.ts'
import { WorkerPool } from '../judge/threads/worker-pool.ts'
import { runCommandLine } from './command-line.ts'
import type { Services } from './services.ts'

/** The text of a claim file, for tests. */
export const claimText = (id: string, changes = ''): string => `export default {
  kind: 'forAll', id: '${id}', title: 'T', statement: 'S', source: { attribution: 'folklore' },
  subject: { name: 'linear(elu1)', definition() {}, implementation() {} }, inputs: { generate() {} }, check() {},
  expect: { reals: 'holds' }, controls: [{ name: 'unnormalised' }], ${changes} }`

/** A new folder with these files, for tests. */
export function folder(files: Record<string, string> = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'assay-cli-')))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}

/** A command line services planted claims, a planted engine and a planted judge, for tests. */
export class PlantedCommandLine {
  out = ''
  err = ''
  /** Ids in the order in which they were judged. */
  readonly judged: string[] = []
  /** Called while a claim is judged. */
  during: (id: string) => void = () => {}
  interrupt: () => void = () => {}
  strayFailure: (message: string) => void = () => {}
  engine = 'planted'
  /** What a replayed case raises. */
  alarms: readonly string[] = []

  constructor(readonly claims: string) {}

  /** Runs a command line. @returns the exit code; what was printed stands in `out` and `err` */
  run(...argv: string[]): Promise<number> {
    this.out = this.err = ''
    this.judged.length = 0
    return runCommandLine(argv, this.services)
  }

  readonly services: Services = {
    stdout: { write: (text) => void (this.out += text), columns: 100 },
    began: performance.now(),
    stderr: { write: (text) => void (this.err += text) },
    discover: (places) => discover(places, this.claims),
    openPool: () => Promise.resolve(new WorkerPool(0)),
    startEngine: (name) => {
      if (name === 'cuda')
        throw Object.assign(new Error('There is no engine "cuda".'), { name: 'EngineError' })
      const facts = plantedEvidence([]).engine
      const engine = { ...facts, name: this.engine, runningBound: false } as unknown as Engine
      return Promise.resolve({ engine, reason: 'planted', notRun: [] })
    },
    judgeClaim: async (
      { claim, theme, sourceHash, imports },
      { from = 0, to = 1000, signal, onProgress },
    ) => {
      this.judged.push(claim.id)
      onProgress?.(0, to - from)
      this.during(claim.id)
      signal?.throwIfAborted()
      return Promise.resolve(
        plantedClaim(claim.id, { theme, sourceHash, imports: [...imports], range: { from, to } }),
      )
    },
    judgeWithin: (_, __, optionsOf) =>
      Promise.resolve((loaded) => this.services.judgeClaim(loaded, { ...optionsOf(loaded), to: 77 })),
    casesOf: () => Promise.resolve(1000),
    replay: (claim, { seed, index, variant }) =>
      Promise.resolve({
        claim: claim.id,
        case: { seed, index },
        ...(variant !== undefined && { variant }),
        subject: 'linear(elu1)',
        inputs: { q: { shape: [1, 2], data: ['0x1.8p+0', '-0x0p+0'] } },
        tiers: [{ tier: 'interval', truth: 'false', discarded: false, margin: '-0x1p-3', bound: '0x1p-50' }],
        decidedBy: 'interval 53',
        missing: [],
        float32: 'false',
        alarms: this.alarms,
      }),
    misfits: () => Promise.resolve([]),
    onInterrupt: (listener) => {
      this.interrupt = listener
      return () => {}
    },
    onStrayFailure: (listener) => void (this.strayFailure = listener),
  }
}
