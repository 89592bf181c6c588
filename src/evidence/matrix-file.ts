import { withDigest } from './evidence-text.ts'
import { MATRIX_FORMAT, MATRIX_VERSION, matrixFile, type Matrix } from './matrix-schema.ts'
import { EvidenceError, inBrief, parsed } from './read.ts'

/** The name of the file of a kill matrix in its folder. */
export const MATRIX_FILE = 'matrix.json'

/** Whether what was read is a kill matrix, and no evidence. */
export const isMatrix = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && 'format' in value && value.format === MATRIX_FORMAT

/** A kill matrix as the text of a file, which ends with the digest of the rest. */
export const matrixText = (matrix: Omit<Matrix, 'format' | 'version' | 'digest'>): string =>
  withDigest({ format: MATRIX_FORMAT, version: MATRIX_VERSION, ...matrix })

/**
 * A kill matrix that was read from a file.
 *
 * @param path of the file, for the message
 * @throws {EvidenceError} when it is damaged, or of another version
 */
export function parseMatrix(value: unknown, path: string): Matrix {
  if (!isMatrix(value)) throw new EvidenceError(`${path} is no kill matrix; \`assay matrix\` makes one`)
  const { version } = value as { version?: unknown }
  if (version !== MATRIX_VERSION)
    throw new EvidenceError(
      `${path} has version ${inBrief(version)} of the format of kill matrices, this program reads version ${MATRIX_VERSION}`,
    )
  const result = parsed(matrixFile, value)
  if (!result.data) throw new EvidenceError(`${path} is damaged: ${result.damage}`)
  return result.data
}
