import { certificate, Program, type ByHand } from './comparison.fixture.ts'

/** A rank of value `of`, at most `most`; and the limits that are stated on it. */
interface Ranked {
  readonly of: number
  readonly most: number
  readonly limits: readonly [number, number]
}

/** That a rank is at most a number, or else that the input is at most itself, where `beside`. */
function ranked(
  title: string,
  x: string,
  make: (p: Program) => Ranked,
  letters: string,
  holds: boolean,
): ByHand {
  const program = new Program()
  const { of, most, limits } = make(program)
  const atom = ['rankAtMost', of, most] as const
  const beside = letters.length > 1
  const claim = beside ? ['or', atom, ['atMost', 0, 0]] : atom
  return {
    title,
    holds,
    certificate: {
      ...certificate(x, program.steps, claim, beside ? [['atMost', 0, 0]] : [], letters),
      ranks: { [of]: limits },
    },
  }
}

/** [[u, v], [v, w]]. */
function matrix(p: Program, u: number, v: number, w: number): number {
  const [a, b, c] = [u, v, w].map((entry) => p.of('reshape', entry, [1, 1]))
  return p.of('concat', p.of('concat', a, b, 1), p.of('concat', b, c, 1), 0)
}

const beyond = (p: Program): number => {
  const none = p.of('div', 0, p.of('sub', 0, 0))
  return matrix(p, 0, none, none)
}
/** [[ln x, ln x²], [ln x², ln x⁴]]. */
const logarithms = (p: Program): number => {
  const squared = p.of('square', 0)
  return matrix(p, p.of('log', 0), p.of('log', squared), p.of('log', p.of('square', squared)))
}
const waves = (p: Program): number => matrix(p, p.of('cos', 0), p.of('cos', 0), p.of('cos', p.of('neg', 0)))
const roots = (p: Program): number =>
  matrix(p, p.of('sqrt', 0), p.of('mul', 0, p.of('sqrt', 0)), p.of('mul', p.of('square', 0), p.of('sqrt', 0)))

/** Of matrices that do not exist nothing is said; of numbers that have names alone, what elimination makes of them. */
export const RANKS: readonly ByHand[] = [
  ranked(
    'what does not exist beside what does',
    '0x1p+1',
    (p) => ({ of: beyond(p), most: 1, limits: [0, 2] }),
    'UT',
    true,
  ),
  ranked(
    'what does not exist, beyond its extents',
    '0x1p+1',
    (p) => ({ of: beyond(p), most: 1, limits: [3, 3] }),
    'UT',
    false,
  ),
  ranked(
    'what does not exist is of rank 2',
    '0x1p+1',
    (p) => ({ of: beyond(p), most: 2, limits: [0, 2] }),
    'T',
    false,
  ),
  ...[logarithms, waves, roots].flatMap((make) =>
    (
      [
        [1, 'T', [1, 1], true],
        [1, 'F', [2, 2], false],
        [0, 'F', [1, 1], true],
        [1, 'T', [2, 2], false],
      ] as const
    ).map(([most, letters, limits, holds]) =>
      ranked(
        `${make.name} are of rank ${limits[0]}, at most ${most}: ${letters}`,
        '0x1.8p+1',
        (p) => ({ of: make(p), most, limits }),
        letters,
        holds,
      ),
    ),
  ),
]
