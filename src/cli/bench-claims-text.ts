import { STAGES } from '../arithmetic/stopwatch.ts'
import type { ClaimProfile, ClaimProfiles } from '../bench/claim-profiles.ts'
import { timeOfAll, type ClaimTime } from '../evidence/time-schema.ts'
import { grouped } from '../judge/verdict/words.ts'
import { onLine, percent } from './bench-text.ts'
import { wrapped } from './wrapped.ts'

const COLUMNS = 80

const parts = STAGES.filter((stage) => stage !== 'wall')

/** The stages of half a percent or more, as shares of all that was measured, the largest first. */
function shares(time: ClaimTime): string {
  const measured = parts.reduce((sum, stage) => sum + time[stage], 0)
  return parts
    .map((stage) => ({ stage, share: time[stage] / measured }))
    .filter(({ share }) => share >= 0.005)
    .sort((a, b) => b.share - a.share)
    .map(({ stage, share }) => `${stage} ${percent(share).replace(' ', '\u00a0')}`)
    .join(', ')
}

/** How much of what the threads could have done was measured; the rest they waited, or did something else. */
const used = (time: ClaimTime, threads: number): string =>
  percent(parts.reduce((sum, stage) => sum + time[stage], 0) / (time.wall * (threads + 1)))

/** @returns lines for people, of at most 80 columns */
export function benchClaimsText(profiles: ClaimProfiles): string {
  const { threads, claims } = profiles
  const line = ({ id, cases, perSecond, onDevice, time }: ClaimProfile): string[] => [
    `${id.padEnd(42)}${time.wall.toFixed(1).padStart(6)} s ${grouped(Math.round(perSecond)).padStart(10)} cases/s`,
    ...wrapped(
      `${grouped(cases)} cases, device ${percent(onDevice)}, busy ${used(time, threads)}: ${shares(time)}`,
      COLUMNS,
      '    ',
    ),
  ]
  const all = timeOfAll(claims.map(({ time }) => time))
  return [
    onLine(profiles),
    '',
    ...wrapped(
      'Shares are of the time of all threads that was measured. "device" is the share of the cases that the device ' +
        'decided or discarded; "busy" the measured part of the time that all threads had.',
      COLUMNS,
      '',
    ),
    '',
    ...claims.flatMap(line),
    `${`all ${claims.length} claims`.padEnd(42)}${all.wall.toFixed(1).padStart(6)} s`,
    ...wrapped(`busy ${used(all, threads)}: ${shares(all)}`, COLUMNS, '    '),
    '',
  ]
    .map((text) => text.replaceAll('\u00a0', ' '))
    .join('\n')
}
