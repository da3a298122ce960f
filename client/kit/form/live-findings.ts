import { useDeferredValue, useMemo } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import type { FiredCheck } from '../../../shared/checks/define.ts'
import type { FormDefinition } from '../../../shared/forms/define.ts'
import { findingsOf, type Finding } from '../../../shared/forms/findings.ts'
import { parseDay } from '../../../shared/kernel/dates.ts'
import { useTexts, type Texts } from '../texts.ts'
import { todayAt } from '../today.ts'
import type { FindingsByPointer, ShownFinding } from './findings.ts'
import { toValues, type FormInput } from './form-input.ts'
import { useSurroundings } from './form-surroundings.ts'

/**
 * Findings of what stands in the boxes, in the reader's words. What is missing is said once the form
 * was saved: nobody is warned of boxes not reached yet. `fired` are the checks of the subject around
 * the form; null: they are not known (yet), and the form's own stand in for them.
 */
export function useLiveFindings(
  form: FormDefinition,
  savedBefore: boolean,
  fired: readonly FiredCheck[] | null,
): FindingsByPointer {
  const texts = useTexts()
  const { control } = useFormContext<FormInput>()
  const { timeZone } = useSurroundings()
  const items = useDeferredValue(useWatch({ control, name: 'items' }))
  const rows = useDeferredValue(useWatch({ control, name: 'rows' }))
  return useMemo(() => {
    const day = parseDay(todayAt(timeZone))
    const context = day === null ? {} : { today: day }
    const found = findingsOf(form, toValues({ items, rows }), context).filter(({ kind }) =>
      kind === 'warning' ? fired === null : savedBefore,
    )
    const own = found.map((finding): Placed => {
      const text = findingText(texts, finding)
      return { pointer: finding.pointer, shown: { text, severity: 'warning', fired: null } }
    })
    const checks = (fired ?? []).map((one): Placed => {
      const text = one.message[texts.language]
      return { pointer: one.place.pointer, shown: { text, severity: one.severity, fired: one } }
    })
    return byPointer([...own, ...checks])
  }, [form, items, rows, savedBefore, fired, texts, timeZone])
}

interface Placed {
  readonly pointer: string
  readonly shown: ShownFinding
}

function byPointer(placed: readonly Placed[]): FindingsByPointer {
  const lists = new Map<string, ShownFinding[]>()
  for (const { pointer, shown } of placed) {
    const list = lists.get(pointer) ?? []
    list.push(shown)
    lists.set(pointer, list)
  }
  return lists
}

/** A finding as a sentence; a check of the definition brings its own. */
export function findingText(
  { tKnown, language }: Texts,
  { key, params = {} }: { readonly key: string; readonly params?: Finding['params'] | undefined },
): string {
  const own = params[language]
  if (key === 'finding.check' && own !== undefined) return String(own)
  const label = params[language === 'zh' ? 'labelZh' : 'labelEn'] ?? ''
  return tKnown(key, { ...params, label })
}
