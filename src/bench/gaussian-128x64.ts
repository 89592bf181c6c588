import { gaussian } from '../generate/generate.ts'
import { rowOrderAt } from './bench-claims.ts'

export default rowOrderAt(128, 64, gaussian(1))
