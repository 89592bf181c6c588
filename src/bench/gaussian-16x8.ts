import { gaussian } from '../generate/generate.ts'
import { rowOrderAt } from './bench-claims.ts'

export default rowOrderAt(16, 8, gaussian(1))
