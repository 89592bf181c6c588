import { startEngine } from '../engine/start.ts'
import { boundSlack } from './bound-slack.ts'
import { numpyRate } from './numpy-rate.ts'
import { ROUNDS, throughput } from './throughput.ts'
import { tierRates } from './tier-rates.ts'

/**
 * `npm run bench`: how fast cases are decided, beside what else could be done in the same time, in one run. Ratios
 * are what to read: machines differ, and this one may be busy.
 */
const { engine } = await startEngine(process.argv[2] ?? 'wasm')
console.log(`engine ${engine.name} (${engine.device}), Node ${process.version}, medians of ${ROUNDS} rounds\n`)

const speed = await throughput(engine)
const rate = (perSecond: number) => `${Math.round(perSecond).toLocaleString('en').padStart(9)} cases/s`
console.log('softmax-row-order-strict, one query, 16 keys, width 8')
console.log(`  decided soundly          ${rate(speed.decided)}`)
console.log(`  (a) the usual way        ${rate(speed.usual)}   decided is ${speed.overUsual.toFixed(1)} times as many (wanted: 10, aim 30)`)
console.log(`  (b) forward pass only    ${rate(speed.forward)}   decided is ${speed.underForward.toFixed(2)} times slower (wanted: at most 4, aim 2)`)
const numpy = numpyRate()
console.log(
  typeof numpy === 'number'
    ? `  (c) NumPy, unsound       ${rate(numpy)}   for the record`
    : `  (c) NumPy: not run, ${numpy.reason}`,
)
const { generate, device, climb } = speed.shares
const percent = (share: number) => `${(100 * share).toFixed(0)} %`
console.log(`  time: generation ${percent(generate)}, upload, kernels, download and atoms ${percent(device)}, climbing ${percent(climb)}`)

console.log('\nthe same cases, tier by tier (every case in that tier)')
for (const { tier, perSecond, decided } of await tierRates(engine)) {
  console.log(`  ${tier.padEnd(24)} ${rate(perSecond)}   decides ${percent(decided)}`)
}

console.log('\nslack of the bounds: bound over actual error, median over entries (aim: below 50)')
for (const { subject, running, fixed } of await boundSlack(engine)) {
  console.log(`  ${subject.padEnd(24)} static ${fixed.toPrecision(3).padStart(6)}   running ${running.toPrecision(3).padStart(6)}`)
}
