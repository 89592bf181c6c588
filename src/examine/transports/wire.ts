import { z } from 'zod'

/** The version of the protocol, docs/protocol.md. */
export const PROTOCOL = 1

/** Of each number: `uint8` of masks alone. */
export const BYTES = { float32: 4, float16: 2, bfloat16: 2, uint8: 1 } as const

const extent = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

const arrays = z.array(
  z.object({ name: z.string(), dtype: z.string(), shape: z.array(extent).max(8), bytes: extent }),
)

/** What the other side may say in a line. What else a line holds is nobody's business here. */
const HEADER = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    protocol: z.number(),
    name: z.string().min(1),
    version: z.string().optional(),
    device: z.string().optional(),
    gives: z.array(z.enum(['output', 'weights'])).min(1),
    takes: z.unknown().optional(),
  }),
  z.object({ type: z.literal('answer'), id: z.number(), arrays }),
  z.object({ type: z.literal('error'), id: z.number(), message: z.string(), details: z.string().optional() }),
])

export type Header = z.infer<typeof HEADER>
/** The part of a line that describes one array; its bytes follow the line, in the order of the arrays. */
export type ArrayHeader = z.infer<typeof arrays>[number]

/** The other side said what is none of its lines. */
export class WireError extends Error {
  /**
   * @param message what is wrong, as the end of a sentence that begins with the other side
   * @param printed what it said that nobody should say here, where that is it
   */
  constructor(
    message: string,
    readonly printed?: Uint8Array,
  ) {
    super(message)
  }
}

/**
 * @param behind what came together with the line, for the message
 * @throws {WireError} when a line is no header
 */
export function headerOf(line: Uint8Array, behind: Uint8Array): Header {
  let said: unknown
  try {
    said = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line))
  } catch {
    said = undefined
  }
  if (typeof said !== 'object' || said === null || !('type' in said))
    throw new WireError('said something that is no part of the protocol', Buffer.concat([line, behind]))
  const { success, data, error } = HEADER.safeParse(said)
  if (success) return data
  const [{ path, message }] = error.issues
  const where = path.length === 0 ? 'a line' : `"${path.join('.')}" in a line`
  throw new WireError(
    `does not keep to the protocol: ${where} of type ${JSON.stringify(said.type)}: ${message}`,
  )
}
