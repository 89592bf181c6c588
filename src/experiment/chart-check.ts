import type { Chart, Series } from './chart.ts'
import { MOST_SERIES } from './series-style.ts'

/** So far the axis, which is longer than its data, stays within what numbers can hold. */
const LARGEST = 1e100

/** Throws a RangeError that says what is wrong with the chart, where, and what to do. */
export function checkChart(chart: Chart): void {
  const refuse = (what: string): never => {
    throw new RangeError(`The chart "${chart.title}" can't be drawn: ${what}`)
  }
  const checkText = (text: string, what: string): void => {
    if (text.trim() === '') refuse(`${what} is empty; give it a text`)
    checkCharacters(text, what)
  }
  const checkCharacters = (text: string, what: string): void => {
    // None of these may stand in an XML file.
    if (/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(text.replace(/\s/g, ' ')))
      refuse(`${what}, ${JSON.stringify(text)}, holds a control character; remove it`)
  }
  const checkX = (x: number, what: string): void => {
    if (!(Math.abs(x) <= LARGEST))
      refuse(`${what} has x = ${x}; give a number from -${LARGEST} to ${LARGEST}`)
    if (chart.x.scale === 'log' && !(x >= 1 / LARGEST))
      refuse(`${what} has x = ${x}, which a log scale can't show; give x > 0 or scale: 'linear'`)
  }
  const checkShare = (value: number, what: string): void => {
    if (!(value >= 0 && value <= 1)) refuse(`${what} is ${value}; give a number from 0 to 1`)
  }

  const checkSeries = ({ name, points, predicted }: Series): void => {
    if (points.length === 0) refuse(`series "${name}" has no points; leave it out`)
    const seen = new Set<number>()
    for (const { x, share, low, high } of points) {
      checkX(x, `a point of series "${name}"`)
      for (const [what, value] of Object.entries({ share, low, high }))
        checkShare(value, `${what} of series "${name}" at x = ${x}`)
      if (!(low <= share && share <= high))
        refuse(
          `series "${name}" at x = ${x} has a band from ${low} to ${high} that leaves out its share ${share}`,
        )
      if (seen.has(x)) refuse(`series "${name}" has two points at x = ${x}; merge them or make two series`)
      seen.add(x)
    }
    if (predicted.length === 1)
      refuse(
        `the prediction of series "${name}" is one point, which makes no line; give two or more, or none`,
      )
    predicted.forEach(({ x, probability }, i) => {
      checkX(x, `the prediction of series "${name}"`)
      checkShare(probability, `the prediction of series "${name}" at x = ${x}`)
      if (i > 0 && !(x > predicted[i - 1].x))
        refuse(`the prediction of series "${name}" has x = ${x} after ${predicted[i - 1].x}; sort it by x`)
    })
  }

  checkText(chart.title, 'its title')
  chart.caption.forEach((line, i) => checkCharacters(line, `line ${i + 1} of its caption`))
  checkText(chart.x.label, 'the label of x')
  if (chart.x.unit !== undefined) checkText(chart.x.unit, 'the unit of x')
  checkText(chart.y.label, 'the label of y')
  if (chart.series.length === 0) refuse('it has no series; give at least one')
  if (chart.series.length > MOST_SERIES)
    refuse(
      `it has ${chart.series.length} series, more than the ${MOST_SERIES} that can be told apart; split it`,
    )
  chart.series.forEach(({ name }, i) => {
    checkText(name, `the name of series ${i + 1}`)
    if (chart.series.findIndex((other) => other.name === name) < i) refuse(`two series are called "${name}"`)
  })
  chart.series.forEach(checkSeries)
  for (const { x, label } of chart.marks ?? []) {
    checkText(label, `the label of the line at x = ${x}`)
    checkX(x, `the line "${label}"`)
  }
}
