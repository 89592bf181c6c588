import { join } from 'node:path'
import Table from 'cli-table3'
import { whileHolding, writeWhole } from '../evidence/write.ts'
import { ExitCode } from './exit-code.ts'
import { limitsInWords } from '../statistics/round-outward.ts'
import type { ExperimentOptions } from './experiment-options.ts'
import { toolVersion } from './installation.ts'
import { type Services, startAnnounced } from './services.ts'

/** `assay experiment seed-figures`: stated numbers by formula and by the network; the margin in float32. */
export async function runFigures(options: ExperimentOptions, services: Services): Promise<ExitCode> {
  const { FIGURES } = await import('../papers/softmax-vs-linear/experiment/figure-results.ts')
  const file = join(options.out, FIGURES)
  return whileHolding(file, () => figures(file, options, services))
}

async function figures(
  file: string,
  { seed, draws, engine: name }: ExperimentOptions,
  services: Services,
): Promise<ExitCode> {
  const { findFigures } = await import('../papers/softmax-vs-linear/experiment/figure-results.ts')
  const { engine } = await startAnnounced(services, name, seed)
  const found = await findFigures({ engine, tool: `attention-assay ${toolVersion()}`, seed, draws })
  writeWhole(file, `${JSON.stringify(found, null, 1)}\n`)
  const style = { head: [], border: [] }
  const table = new Table({ head: ['what', 'stated', 'formula', 'network', ''], style })
  for (const { what, stated, formula, network, agrees } of found.figures) {
    const limits = limitsInWords(network.low, network.high)
    table.push([
      what,
      stated,
      formula,
      limits,
      agrees ? (stated === formula ? '✓' : 'stated otherwise') : '✗',
    ])
  }
  const margins = new Table({ head: ['n', 'direction', 'margin', 'on D_0', 'on D_1', 'resolved'], style })
  for (const { n, direction, margin, onD0, onD1, resolved } of found.margins)
    margins.push([
      n,
      direction,
      ...[margin, onD0, onD1].map((x) => x.toPrecision(6)),
      resolved ? 'yes' : 'no',
    ])
  services.stdout.write(`${table.toString()}\n${margins.toString()}\n${found.label}: ${found.source}.\n`)
  services.stdout.write(`written to ${file}\n`)
  return found.figures.every(({ agrees }) => agrees) ? ExitCode.Fine : ExitCode.NotAsExpected
}
