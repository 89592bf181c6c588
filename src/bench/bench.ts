import { startEngine } from '../engine/start.ts'
import { boundSlack } from './bound-slack.ts'
import { numpyRate } from './numpy-rate.ts'
import { BENCH_CLAIMS, ROUNDS, throughput } from './throughput.ts'
import { tierRates } from './tier-rates.ts'

const INPUTS: Record<string, string> = {
  gaussian: 'Gaussian tokens',
  spread: "the claim's own spread of families",
}

/**
 * `npm run bench`: how fast cases are decided, beside what else could be done in the same time, in one run. Ratios
 * are what to read: machines differ, and this one may be busy.
 */
const { engine } = await startEngine(process.argv[2] ?? 'wasm')
console.log(
  `engine ${engine.name} (${engine.device}), Node ${process.version}, medians of ${ROUNDS} rounds\n`,
)

const rate = (perSecond: number) => `${Math.round(perSecond).toLocaleString('en').padStart(9)} cases/s`
const percent = (share: number) => `${(100 * share).toFixed(0)} %`
for (const [name, claim] of Object.entries(BENCH_CLAIMS)) {
  const speed = await throughput(engine, claim)
  const { generate, device, climb } = speed.shares
  console.log(`softmax-row-order-strict, one query, 16 keys, width 8, ${INPUTS[name]}`)
  console.log(`  decided soundly          ${rate(speed.decided)}`)
  console.log(
    `  (a) the usual way        ${rate(speed.usual)}   decided is ${speed.overUsual.toFixed(1)} times as many (wanted: 10, aim 30)`,
  )
  console.log(
    `  (b) forward pass only    ${rate(speed.forward)}   decided is ${speed.underForward.toFixed(2)} times slower (wanted: at most 4, aim 2)`,
  )
  console.log(
    `  time: generation ${percent(generate)}; upload, kernels, download and atoms ${percent(device)}; climbing ${percent(climb)}\n`,
  )
}
const numpy = numpyRate()
console.log(
  typeof numpy === 'number'
    ? `(c) NumPy, vectorised, decides nothing soundly: ${rate(numpy).trim()}, for the record`
    : `(c) NumPy: not run, ${numpy.reason}`,
)

console.log('\nthe spread, tier by tier (every case in that tier)')
for (const { tier, perSecond, decided } of await tierRates(engine)) {
  console.log(`  ${tier.padEnd(24)} ${rate(perSecond)}   decides ${percent(decided)}`)
}

console.log('\nslack of the bounds: bound over actual error, median over entries (aim: below 50)')
for (const { subject, running, fixed } of await boundSlack(engine)) {
  console.log(
    `  ${subject.padEnd(24)} static ${fixed.toPrecision(3).padStart(6)}   running ${running.toPrecision(3).padStart(6)}`,
  )
}
