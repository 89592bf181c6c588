/** More than the float64 rounding of any rule of the static bound; far less than any float32 rounding. */
export const SLACK = 1 + 2 ** -44
