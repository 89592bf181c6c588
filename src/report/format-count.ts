const FORMAT = new Intl.NumberFormat('en-US')

/** A count as people read it: `20,000`. */
export const formatCount = (count: number): string => FORMAT.format(count)
