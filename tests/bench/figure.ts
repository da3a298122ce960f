/** One line of the report: what was measured, and how it compares with the aim. */
export interface Figure {
  readonly what: string
  readonly measured: string
  readonly aim?: string
  /** Whether the aim was reached; absent where there is none. */
  readonly met?: boolean
}

/** One part of the bench. It runs in a process of its own, so that its memory is its own. */
export type Part = () => Promise<readonly Figure[]>

export function seconds(value: number): string {
  return value < 1 ? `${(value * 1000).toFixed(value < 0.1 ? 1 : 0)} ms` : `${value.toFixed(2)} s`
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e6 ? 2 : 0)} MB`
}

export function perSecond(value: number): string {
  return `${Math.round(value).toLocaleString('en-US')}/s`
}

/** Wall and processor time of some work, in seconds. */
export interface Took {
  readonly wall: number
  readonly cpu: number
}

/** Times `work`. Processor time is of all threads: it hardly grows when other programs run beside. */
export async function timed<T>(work: () => T | Promise<T>): Promise<{ took: Took; result: T }> {
  const cpu = process.cpuUsage()
  const start = performance.now()
  const result = await work()
  const wall = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(cpu)
  return { took: { wall, cpu: (user + system) / 1e6 }, result }
}

export function bothTimes({ wall, cpu }: Took): string {
  return `${seconds(wall)} (processor ${seconds(cpu)})`
}

/** The middle one of an odd number of values. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
