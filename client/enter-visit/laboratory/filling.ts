import { useEffect } from 'react'
import { useFormContext } from 'react-hook-form'
import type { RowValues } from '../../../shared/forms/define.ts'
import { fillRow, type FillContext } from '../../../shared/laboratory/fill-row.ts'
import type { FormInput } from '../../kit/form/form-input.ts'

/**
 * Fills the rest of a row of results while one types: unit, limits, date and laboratory, where they
 * are empty. Rows that are drawn as they were saved stay as they are.
 */
export function useFilling(context: Omit<FillContext, 'date'>, readOnly: boolean): void {
  const { watch, getValues, setValue } = useFormContext<FormInput>()
  useEffect(() => {
    if (readOnly) return undefined
    let former = copyOf(getValues('rows'))
    const fill = (row: number, changed: string): void => {
      const rows = getValues('rows')
      const above = rows.slice(0, row).findLast((one) => (one['LBDAT'] ?? '') !== '')
      const at = { ...context, date: above?.['LBDAT'] ?? '' }
      const patch = fillRow(former[row] ?? {}, rows[row] ?? {}, changed, at)
      former = copyOf(rows)
      for (const [key, text] of Object.entries(patch)) {
        setValue(`rows.${row}.${key}`, text, { shouldDirty: true, shouldValidate: true })
      }
      former = copyOf(getValues('rows'))
    }
    const subscription = watch((_values, { name }) => {
      const [, row, key] = /^rows\.(\d+)\.(\w+)$/.exec(name ?? '') ?? []
      if (row !== undefined && key !== undefined) {
        fill(Number(row), key)
        return
      }
      const added = name === 'rows' ? newRows(former, getValues('rows')) : []
      former = copyOf(getValues('rows'))
      for (const at of added) fill(at, 'LBTESTCD')
    })
    return () => {
      subscription.unsubscribe()
    }
  }, [context, readOnly, watch, getValues, setValue])
}

function copyOf(rows: readonly RowValues[]): readonly RowValues[] {
  return rows.map((row) => ({ ...row }))
}

/** Rows that were added with a test and nothing but it: those offered by their names. */
function newRows(former: readonly RowValues[], rows: readonly RowValues[]): readonly number[] {
  return rows.flatMap((row, at) => {
    const filled = Object.values(row).filter((text) => text !== '').length
    const isBare = filled === 1 && (row['LBTESTCD'] ?? '') !== ''
    return isBare && at >= former.length ? [at] : []
  })
}
