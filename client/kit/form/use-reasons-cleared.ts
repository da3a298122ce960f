import { useEffect } from 'react'
import { reasonKey } from '../../../shared/forms/define.ts'
import type { RecordFormState } from './form-input.ts'
import { asItemPath } from './item-address.ts'

/** A value that somebody types takes away the reason for its absence, which an import may have left. */
export function useReasonsCleared({ watch, getValues, setValue }: RecordFormState): void {
  useEffect(() => {
    const { unsubscribe } = watch((_, { name, type }) => {
      const path = type === 'change' ? asItemPath(name ?? '') : null
      const reason = path === null ? null : asItemPath(reasonKey(path))
      if (path === null || reason === null) return
      const held = ofBox(getValues(path))
      if (held !== '' && ofBox(getValues(reason)) !== '')
        setValue(reason, '', { shouldDirty: true })
    })
    return unsubscribe
  }, [watch, getValues, setValue])
}

/** The form library types what stands at a path by its pattern; it may be absent. */
function ofBox(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
