/** Seconds to the millisecond, whatever a file says of them: a product could be infinite. */
export const wholeMilliseconds = (seconds: number): number => Number(seconds.toFixed(3))
