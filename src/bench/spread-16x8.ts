import { rowOrderAt } from './bench-claims.ts'

export default rowOrderAt(16, 8)
