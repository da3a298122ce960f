import { useDeferredValue, useMemo } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import type { FormDefinition } from '../../../shared/forms/define.ts'
import { findingsOf, type Finding } from '../../../shared/forms/findings.ts'
import { parseDay } from '../../../shared/kernel/dates.ts'
import { useTexts, type Texts } from '../texts.ts'
import { today } from '../today.ts'
import type { FindingsByPointer } from './findings.ts'
import { toValues, type FormInput } from './form-input.ts'

/**
 * Findings of what stands in the boxes, in the reader's words. What is missing is said once the form
 * was saved: nobody is warned of boxes not reached yet.
 */
export function useLiveFindings(form: FormDefinition, savedBefore: boolean): FindingsByPointer {
  const texts = useTexts()
  const { control } = useFormContext<FormInput>()
  const items = useDeferredValue(useWatch({ control, name: 'items' }))
  const rows = useDeferredValue(useWatch({ control, name: 'rows' }))
  return useMemo(() => {
    const day = parseDay(today())
    const context = day === null ? {} : { today: day }
    const found = findingsOf(form, toValues({ items, rows }), context)
    return byPointer(
      texts,
      found.filter(({ kind }) => savedBefore || kind === 'warning'),
    )
  }, [form, items, rows, savedBefore, texts])
}

function byPointer(texts: Texts, found: readonly Finding[]): FindingsByPointer {
  const lists = new Map<string, string[]>()
  for (const finding of found) {
    const list = lists.get(finding.pointer) ?? []
    list.push(findingText(texts, finding))
    lists.set(finding.pointer, list)
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
