import { useId, useState, type ReactNode } from 'react'
import { useTexts, type Texts } from '../kit/texts.ts'
import css from './ledger.module.css'
import type { CellProps } from './ledger-props.ts'
import { readState, stateOf, stateChoices, type StateColumn } from './state-entry.ts'

/** The state of a non-target or new lesion; the viable tumour's state beside it where it matters. */
export function StateCell(props: CellProps): ReactNode {
  return (
    <>
      <StateBox {...props} field="TUMSTATE" />
      {props.viable && (props.row['TUMSTATE'] ?? '') !== '' && (
        <StateBox {...props} field="VTUMSTATE" />
      )}
    </>
  )
}

/** An empty viable state is the state beside it. */
const PLACEHOLDERS: Readonly<Record<StateColumn, (t: Texts['t']) => string>> = {
  TUMSTATE: () => '',
  VTUMSTATE: (t) => t('ledger.asWhole'),
}

type StateBoxProps = CellProps & { readonly field: StateColumn }

/** A state by its key: the first letters, the place in the list, or its name. */
function StateBox(props: StateBoxProps): ReactNode {
  const { field, row, column, lesion, change, readOnly, edit, form } = props
  const { t, language } = useTexts()
  const list = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const choices = stateChoices(form, lesion.group, field)
  const stored = stateOf(field, row)
  const known = choices.find(({ value }) => value === stored)
  const shown = known?.label[language] ?? stored
  const faulty = typed !== null && readState(field, choices, typed) === null
  return (
    <>
      <input
        className={`${css['box'] ?? ''} ${css['stateBox'] ?? ''}`}
        autoComplete="off"
        list={list}
        readOnly={readOnly}
        aria-label={`${lesion.id} ${t(`ledger.${field}`)}, ${column.visit}`}
        aria-invalid={faulty}
        title={faulty ? t('ledger.notAState') : shown}
        placeholder={PLACEHOLDERS[field](t)}
        data-edited={field in edit || undefined}
        data-odd={props.isOdd || undefined}
        value={typed ?? shown}
        onChange={(event) => {
          const text = event.currentTarget.value
          setTyped(text)
          const entry = readState(field, choices, text)
          if (entry !== null) change(entry)
        }}
        onBlur={() => {
          if (!faulty) setTyped(null)
        }}
      />
      <datalist id={list}>
        {choices.map(({ value, label }) => (
          <option key={value} value={label[language]} />
        ))}
      </datalist>
    </>
  )
}
