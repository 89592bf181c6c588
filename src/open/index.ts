/**
 * Open hypotheses: what is measured of a question that nobody here can prove. Exploratory; never counted with the claims.
 *
 * @module attention-assay/open
 */
export { openHypothesis, type OpenFigure, type OpenHypothesis, type OpenSeries } from './hypothesis.ts'
export { number, share, trials, type Measurement } from './measurement.ts'
export { nearestOfRank, type LowRank } from './low-rank.ts'
export { drawsNamed } from '../papers/softmax-vs-linear/experiment/point-runner.ts'
export { rounded } from '../examine/round-to.ts'
