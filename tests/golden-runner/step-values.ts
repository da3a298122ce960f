import { parseDay } from '../../shared/kernel/dates.ts'
import type { Trace, TraceInput } from '../../shared/kernel/trace.ts'

/** Whether the result of a step follows from its inputs. */
export type Recompute = (step: Trace) => boolean

export const REAL = 1e-9

export function input({ inputs }: Trace, name: string): TraceInput | undefined {
  return inputs.find((one) => one.name === name)
}

export function text(step: Trace, name: string): string {
  return input(step, name)?.value ?? 'none'
}

export function number(step: Trace, name: string): number {
  return Number(text(step, name))
}

/** Day of a date among the inputs; null where there is none. */
export function day(step: Trace, name: string): number | null {
  return parseDay(text(step, name))
}

export function resultDay({ result }: Trace): number | null {
  return parseDay(result)
}

export function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= REAL * Math.max(1, Math.abs(a), Math.abs(b))
}

export function yes(step: Trace, is: boolean): boolean {
  return step.result === (is ? 'YES' : 'NO')
}
