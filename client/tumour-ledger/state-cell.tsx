import { useId, type ReactNode } from 'react'
import { useTexts, type Texts } from '../kit/texts.ts'
import { FaultLine } from './fault-line.tsx'
import css from './ledger.module.css'
import { boxId } from './ledger-faults.ts'
import type { CellProps } from './ledger-props.ts'
import { useLesionBox } from './lesion-box.ts'
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
  const { field, row, stored, column, lesion, readOnly, form } = props
  const { t, language } = useTexts()
  const list = useId()
  const choices = stateChoices(form, lesion.group, field)
  const state = stateOf(field, row)
  const shown = choices.find(({ value }) => value === state)?.label[language] ?? state
  const box = useLesionBox(props, shown, (text) => readState(field, choices, text))
  return (
    <>
      <input
        id={boxId(column.visit, { lesion: lesion.id, field })}
        className={`${css['box'] ?? ''} ${css['stateBox'] ?? ''}`}
        autoComplete="off"
        list={list}
        readOnly={readOnly}
        aria-label={`${lesion.id} ${t(`ledger.${field}`)}, ${column.visit}`}
        title={box.faulty ? t('ledger.notAState') : shown}
        placeholder={PLACEHOLDERS[field](t)}
        data-edited={state !== stateOf(field, stored) || undefined}
        data-odd={props.isOdd || undefined}
        {...box.input}
      />
      <FaultLine box={box} text={t('ledger.notAState')} />
      <datalist id={list}>
        {choices.map(({ value, label }) => (
          <option key={value} value={label[language]} />
        ))}
      </datalist>
    </>
  )
}
