import type { BaselineLesion } from './baseline-lesion.ts'

const MAX_TARGETS = 5
const MAX_TARGETS_PER_ORGAN = 2

type ChosenTarget = Pick<BaselineLesion, 'id' | 'organ' | 'nodal'>

/** A target beyond a limit: its place among the targets, in all or in its organ, from 1. */
export interface ExcessTarget {
  readonly id: string
  readonly code: 'TOO_MANY_TARGETS' | 'TOO_MANY_TARGETS_IN_ORGAN'
  readonly number: number
}

const byNumber = new Intl.Collator('en', { numeric: true })

/** Targets beyond five in all or two in one organ, in the order of their identifiers. @source rule S-4 */
export function excessTargets(targets: readonly ChosenTarget[]): readonly ExcessTarget[] {
  const excess: ExcessTarget[] = []
  const perOrgan = new Map<string, number>()
  const ordered = [...targets].sort((a, b) => byNumber.compare(a.id, b.id))
  ordered.forEach((target, index) => {
    const { id } = target
    const organ = organOf(target)
    const inOrgan = (perOrgan.get(organ) ?? 0) + 1
    perOrgan.set(organ, inOrgan)
    if (index >= MAX_TARGETS) excess.push({ id, code: 'TOO_MANY_TARGETS', number: index + 1 })
    if (inOrgan > MAX_TARGETS_PER_ORGAN) {
      excess.push({ id, code: 'TOO_MANY_TARGETS_IN_ORGAN', number: inOrgan })
    }
  })
  return excess
}

/** All nodes are one organ, and so is a pair of organs. */
function organOf({ nodal, organ }: ChosenTarget): string {
  if (nodal) return 'lymph node'
  const name = organ.trim().toLowerCase()
  if (name.startsWith('liver')) return 'liver'
  return name
    .replace(/\b(?:left|right|bilateral)\b/g, '')
    .replace(/[^\p{Letter}]+/gu, ' ')
    .trim()
    .replace(/s$/, '')
}
