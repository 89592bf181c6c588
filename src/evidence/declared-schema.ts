import { z } from 'zod'
import { text } from './case-schema.ts'

const aligned = z
  .enum(['start', 'end'])
  .describe('whether first query and first key stand beside each other, or last and last')
const precision = z.enum(['float32', 'float16', 'bfloat16'])

/** What an attention is said to be. */
export const declared = z
  .strictObject({
    mechanism: z
      .union([
        z.literal('softmax'),
        z.strictObject({
          featureMap: text.describe('of linear attention, by its name'),
          normalised: z.boolean().describe('whether weights are divided by their sum'),
        }),
      ])
      .describe('softmax, or linear attention'),
    scale: z
      .union([z.number(), z.enum(['none', 'inverse-sqrt-width'])])
      .describe('what scores are multiplied by'),
    mask: z
      .union([
        z.strictObject({ kind: z.enum(['none', 'given']).describe('given: an input of its own') }),
        z.strictObject({ kind: z.literal('causal').describe('no later tokens'), aligned }),
        z.strictObject({
          kind: z.literal('window').describe('the tokens just before'),
          size: z.int().positive().describe('tokens that a query may use, its own among them'),
          aligned,
        }),
      ])
      .describe('which keys a query may use'),
    position: z
      .union([
        z.strictObject({ kind: z.enum(['none', 'alibi']).describe('alibi: a bias of the scores') }),
        z.strictObject({
          kind: z.literal('rotary').describe('rotations of queries and keys'),
          base: z.number().describe('of the angles'),
          pairs: z.enum(['neighbours', 'halves']).describe('which entries are rotated together'),
        }),
      ])
      .describe('how positions enter'),
    heads: z
      .strictObject({
        query: z.int().positive().describe('of queries'),
        key: z.int().positive().describe('of keys and values, which divide those of queries'),
      })
      .describe('how many'),
    precision: precision.describe('in which inputs, outputs and everything between may be stored'),
    accumulation: precision.describe('in which sums are collected'),
    emptyRow: z
      .enum(['zero', 'nan', 'mean'])
      .optional()
      .describe('what a query without keys is meant to get; left out: nothing is said'),
  })
  .describe('what the attention is said to be')
