import { ENGINES } from '../registry.ts'
import { everyCheckOn } from './every-check.fixture.ts'

await everyCheckOn(ENGINES.map(({ name }) => name))
