import { Option } from 'commander'
import { shapesOf } from '../arithmetic/batch.ts'
import { subjectsOf } from '../claim/claim.ts'
import { recordClaim } from '../claim/record-claim.ts'
import { caseAt } from '../generate/stream.ts'
import { toJson } from '../program/json.ts'
import { printed } from '../program/print.ts'
import type { Shapes } from '../program/program.ts'
import type { Part } from '../program/recorder.ts'
import { inWords } from '../program/shape.ts'
import { UsageError } from './exit-code.ts'
import { claimNamed } from './claim-selection.ts'
import type { AddCommand } from './services.ts'

interface ShowOptions {
  readonly shape?: Shapes
  readonly part: Part
  readonly json?: boolean
}

/** `assay show`: the program that a claim is, a step a line. */
export const showCommand: AddCommand = (program, services) => {
  program
    .command('show')
    .summary('the program that a claim is, a step a line')
    .description(
      'Records a claim for inputs of given shapes and prints the program that every arithmetic runs, ' +
        'once for each subject: a step a line with its shape at the end, the statement last.',
    )
    .argument('<claim>', 'id of a claim, or its file')
    .option('--shape <shapes>', 'shapes such as q=1x8,k=16x8; those of case 0 when left out', shapesIn)
    .addOption(
      new Option('--part <part>', 'what is meant, or what the engine runs')
        .choices(['definition', 'implementation'])
        .default('definition'),
    )
    .option('--json', 'print JSON, as a certificate holds a program; numbers as hexadecimal floats')
    .addHelpText('after', '\nExample:\n  $ assay show softmax-row-order-strict --shape q=1x2,k=3x2')
    .action(async (name: string, options: ShowOptions) => {
      const { claim } = await claimNamed(name, services)
      const { part, json, shape: shapes = shapesOf(caseAt(claim.inputs, claim.id, 1, 0)) } = options
      const { id } = claim
      const programs = subjectsOf(claim.subject).map((subject) => ({
        subject: subject.name,
        program: recorded(() => recordClaim(claim, subject, shapes)[part], shapes),
      }))
      const text = json
        ? JSON.stringify(
            programs.map(({ subject, program }) => ({ id, subject, part, shapes, program: toJson(program) })),
            null,
            2,
          )
        : programs
            .map(
              ({ subject, program }) =>
                `# ${id}: ${part} of ${subject}, ${shapesInText(shapes)}\n\n${printed(program)}`,
            )
            .join('\n\n')
      services.stdout.write(`${text}\n`)
    })
}

/** @throws {UsageError} where the claim does not fit inputs of these shapes */
function recorded<T>(record: () => T, shapes: Shapes): T {
  try {
    return record()
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error
    throw new UsageError(`the claim cannot be recorded for ${shapesInText(shapes)}: ${error.message}`)
  }
}

const shapesInText = (shapes: Shapes): string =>
  Object.entries(shapes)
    .map(([name, shape]) => `${name} ${inWords(shape)}`)
    .join(', ')

/** `q=1x8,k=16x8`; a scalar is `a=`. @throws {UsageError} for anything else */
function shapesIn(text: string): Shapes {
  return Object.fromEntries(
    text.split(',').map((part) => {
      const match = /^([^=]+)=((\d+)([x×]\d+)*)?$/.exec(part.trim())
      if (!match) throw new UsageError(`"${part}" is no shape such as q=1x8`)
      return [match[1], match[2] ? match[2].split(/[x×]/).map(Number) : []]
    }),
  )
}
