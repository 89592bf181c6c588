import type { BrokenMechanism } from '../matrix/broken/broken-mechanism.ts'
import { UsageError } from './exit-code.ts'

/**
 * The broken attentions of these names, in the order of `all`.
 *
 * @throws {UsageError} when there is none of a name
 */
export function brokenAttentions(
  all: readonly BrokenMechanism[],
  names: readonly string[],
): readonly BrokenMechanism[] {
  const unknown = names.find((name) => !all.some((each) => each.name === name))
  if (unknown !== undefined)
    throw new UsageError(`there is no broken attention "${unknown}"; \`assay matrix --list\` names them`)
  return all.filter(({ name }) => names.includes(name))
}
