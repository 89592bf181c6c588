import type { Evidence } from '../../evidence/schema.ts'
import type { Fact } from './reported-run.ts'

/** What is known of a run as a whole. @param file of the evidence */
export function runFacts({ run, engine }: Pick<Evidence, 'run' | 'engine'>, file: string): Fact[] {
  const { version, commit, command, seed, node, os } = run
  return [
    ['command', command],
    ['seed', String(seed)],
    ['engine', `${engine.name} (${engine.device})`],
    ['version', commit === null ? version : `${version} (${commit})`],
    ['node', node],
    ['os', os],
    ['evidence', file],
  ]
}
