import type { ReactNode } from 'react'
import { NOTHING } from '../kit/format.ts'
import { useTexts, type Texts } from '../kit/texts.ts'
import { cellText, fieldsOf, readCell, type DiameterColumn } from './cell-entry.ts'
import { FaultLine } from './fault-line.tsx'
import css from './ledger.module.css'
import { boxId } from './ledger-faults.ts'
import { rowOf } from './ledger.ts'
import type { CellProps } from './ledger-props.ts'
import { useLesionBox } from './lesion-box.ts'
import { referencesOf, type LesionReferences } from './references.ts'

/** The diameters of a target at one assessment, and what they are compared with. */
export function DiameterCell(props: CellProps): ReactNode {
  const fields = fieldsOf(props.lesion, props.viable)
  return (
    <>
      {fields.map((field) => (
        <DiameterBox key={field} {...props} field={field} />
      ))}
      <References {...props} fields={fields} />
      <Links {...props} />
    </>
  )
}

function DiameterBox(props: CellProps & { readonly field: DiameterColumn }): ReactNode {
  const { t } = useTexts()
  const { field, row, stored, column, lesion, ledger, readOnly } = props
  const others = ledger.lesions
    .filter(({ id, group }) => id !== lesion.id && group === 'TARGET')
    .map(({ id }) => id)
  const shown = cellText(field, row)
  const box = useLesionBox(props, shown, (text) => {
    const entry = readCell(field, text, others)
    return entry.kind === 'change' ? entry.change : null
  })
  return (
    <>
      <input
        id={boxId(column.visit, { lesion: lesion.id, field })}
        className={css['box']}
        inputMode="decimal"
        autoComplete="off"
        readOnly={readOnly}
        aria-label={`${lesion.id} ${t(`ledger.${field}`)}, ${column.visit}`}
        title={box.faulty ? t('ledger.notALength') : undefined}
        data-edited={shown !== cellText(field, stored) ? '' : undefined}
        data-odd={props.isOdd ? '' : undefined}
        {...box.input}
      />
      <FaultLine box={box} text={t('ledger.notALength')} />
    </>
  )
}

/** Baseline, nadir and previous length: one line for each box, in the order of the boxes. */
function References({
  fields,
  ...props
}: CellProps & { readonly fields: readonly DiameterColumn[] }): ReactNode {
  const texts = useTexts()
  const { ledger, lesion, column } = props
  return fields.map((field) => {
    const place = { lesion: lesion.id, visit: column.visit, column: field }
    const found = referencesOf(ledger, place)
    if (found === null) return null
    return (
      <div key={field} className={css['reference']} title={spoken(found, field, texts)}>
        {texts.t('ledger.references', inMillimetres(found))}
      </div>
    )
  })
}

function spoken(found: LesionReferences, field: DiameterColumn, { t }: Texts): string {
  return `${t(`ledger.${field}`)}: ${t('ledger.referencesSpoken', inMillimetres(found))}`
}

function inMillimetres({ baseline, nadir, previous }: LesionReferences) {
  return {
    baseline: baseline ?? NOTHING,
    nadir: nadir ?? NOTHING,
    previous: previous ?? NOTHING,
  }
}

/** Parts of a split lesion, lesions that have merged into this one, a method other than at baseline. */
function Links({ row, column, lesion, ledger }: CellProps): ReactNode {
  const { t } = useTexts()
  const merged = ledger.lesions.filter(({ id }) => rowOf(column, id)['TRMERGE'] === lesion.id)
  const { TRSPLIT: parts = '', TRMERGE: partner = '', TRMETHOD: method = '' } = row
  const lines = [
    parts === '' ? '' : t('ledger.split', { parts: parts.split(';').join(' + ') }),
    partner === '' ? '' : t('ledger.mergedInto', { lesion: partner }),
    merged.length === 0
      ? ''
      : t('ledger.holdsMerged', { lesions: merged.map(({ id }) => id).join(', ') }),
    method !== '' && lesion.method !== '' && method !== lesion.method
      ? t('ledger.otherMethod', { method })
      : '',
  ]
  return lines
    .filter((line) => line !== '')
    .map((line) => (
      <div key={line} className={css['link']}>
        {line}
      </div>
    ))
}
