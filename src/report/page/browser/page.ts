import { letCopy } from './copying.ts'
import { letFilter } from './filters.ts'
import { openWhatIsShown } from './opening.ts'
import { recheck } from './recheck.ts'
import { letScroll } from './scrolling.ts'

/* The script of the page: it adds to what can be read without it. */
const showAll = letFilter()
openWhatIsShown(showAll)
letCopy()
letScroll()
recheck()
