import { z } from 'zod'
import { BINARY, UNARY } from '../program/step.ts'

const value = z.int().nonnegative()
const shape = z.array(z.int().nonnegative())
/** A float64 as a C99 hexadecimal float. */
export const hexFloat = z.string().regex(/^(nan|-?(inf|0x[01](\.[0-9a-f]{1,13})?p[+-]\d{1,4}))$/)

const step = z
  .union([
    z.tuple([z.literal('input'), z.string()]),
    z.tuple([z.literal('constant'), shape, z.array(hexFloat).min(1)]),
    z.tuple([z.literal('fraction'), z.int(), z.int()]),
    z.tuple([z.enum([...BINARY, 'matMul']), value, value]),
    z.tuple([z.enum([...UNARY, 'transpose']), value]),
    z.tuple([z.enum(['sum', 'max', 'min']), value, value.nullable(), z.boolean()]),
    z.tuple([z.literal('reshape'), value, shape]),
    z.tuple([z.literal('gather'), value, z.array(value), value]),
    z.tuple([z.literal('concat'), value, value, value]),
    z.tuple([z.literal('belowMax'), value, value]),
  ])
  .meta({ id: 'step' })

const statement: z.ZodType<unknown> = z
  .lazy(() =>
    z.union([
      z.tuple([z.enum(['less', 'atMost', 'equal', 'sameOrder']), value, value]),
      z.tuple([z.enum(['rankAtMost', 'rankAtLeast']), value, z.number()]),
      z.tuple([z.enum(['rankAtMostThatOf', 'rankAtLeastThatOf']), value, value]),
      z.tuple([z.enum(['and', 'or', 'implies', 'iff']), statement, statement]),
      z.tuple([z.enum(['not', 'all', 'any']), statement]),
    ]),
  )
  .meta({ id: 'statement' })

/**
 * What a stranger's program needs to check one case by itself: the inputs, the operations, and what was said of each
 * comparison.
 */
export const certificate = z
  .strictObject({
    claim: z.string().describe('its id'),
    variant: z.string().optional().describe('the name of the control, ablation or mutant that it is about'),
    subject: z.string().describe('the attention mechanism that it is about'),
    says: z.enum(['violated', 'satisfied']).describe('over the reals, of these inputs'),
    inputs: z
      .record(
        z.string(),
        z.strictObject({
          shape: shape.describe('extents of the axes'),
          data: z.array(hexFloat).describe('float32 numbers, row-major'),
        }),
      )
      .describe('arrays by their names'),
    program: z
      .strictObject({
        steps: z.array(step).min(1).describe('step i computes value i from values before it'),
        hypotheses: z.array(statement).describe('what makes the inputs a case of the claim'),
        claim: statement.describe('what is claimed of them'),
        obstruction: statement.optional().describe('what excludes that there is a witness'),
      })
      .describe('the definition of the claim, recorded for inputs of these shapes'),
    decidedBy: z.enum(['interval', 'mpfr', 'exact']).describe('the arithmetic that was the first to decide'),
    bits: z.int().positive().nullable().describe('of the enclosures that decided; null for exact numbers'),
    atoms: z
      .array(
        z.strictObject({
          truth: z
            .string()
            .regex(/^[TFCU]*$/)
            .describe('true, false, consistent or undecided, for each entry'),
        }),
      )
      .describe(
        'the comparisons of the hypotheses, the claim and the obstruction, from left to right; a letter for each entry',
      ),
    values: z
      .record(z.string(), z.array(z.tuple([hexFloat, hexFloat])))
      .describe('limits on the entries of the values that are compared'),
    ranks: z.record(z.string(), z.tuple([value, value])).describe('limits on the ranks that are compared'),
  })
  .meta({ id: 'certificate' })

/** One case, the program that a claim is, and what was said of each of its comparisons: docs/certificates.md. */
export type Certificate = z.infer<typeof certificate>
