import type { Trace } from '../kernel/trace.ts'

/** A step and every step that it rests on, itself first, each once; empty where there is no such step. */
export function behind(steps: readonly Trace[], fact: string): readonly Trace[] {
  const byFact = new Map(steps.map((step) => [step.fact, step]))
  const found = new Map<string, Trace>()
  const waiting = [fact]
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const step = byFact.get(name)
    if (step === undefined || found.has(name)) continue
    found.set(name, step)
    waiting.push(...step.inputs.flatMap(({ of }) => of ?? []))
  }
  return [...found.values()]
}
