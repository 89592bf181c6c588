/**
 * Open hypotheses: what is measured of a question that nobody here can prove. Exploratory; never counted with the claims.
 *
 * @module attention-assay/open
 */
export { openHypothesis, type OpenFigure, type OpenHypothesis, type OpenSeries } from './hypothesis.ts'
export { number, share, trials, type Measurement } from './measurement.ts'
