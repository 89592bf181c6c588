import { everyCheckOn } from './every-check.fixture.ts'

await everyCheckOn(['cpu'])
