declare module 'jstat' {
  interface Distribution {
    cdf(x: number, first: number, second: number): number
    inv(p: number, first: number, second: number): number
  }
  export const jStat: {
    readonly beta: Distribution
    readonly normal: Distribution
    readonly chisquare: { cdf(x: number, df: number): number }
    gammaln(x: number): number
  }
}
