import { Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import type { MatrixCell } from '../../shared/api/routes/subjects.ts'
import type { TextKey } from '../../shared/texts/keys.ts'
import { useTexts } from './texts.ts'

export type VisitState = MatrixCell['state']

/** From the lowest to the highest attention. Shape says it; colour never does alone. */
export const VISIT_STATES: readonly {
  readonly state: VisitState
  readonly sign: string
  readonly text: TextKey
}[] = [
  { state: 'not-due', sign: '▢', text: 'state.notDue' },
  { state: 'complete', sign: '●', text: 'state.complete' },
  { state: 'partial', sign: '◑', text: 'state.partial' },
  { state: 'due', sign: '◔', text: 'state.due' },
  { state: 'overdue', sign: '!', text: 'state.overdue' },
]

export function signOf(state: VisitState): string {
  return VISIT_STATES.find((entry) => entry.state === state)?.sign ?? ''
}

export function stateTextKey(state: VisitState): TextKey {
  return VISIT_STATES.find((entry) => entry.state === state)?.text ?? 'state.notDue'
}

/** A visit's state by shape, with its name for those who hear it. */
export function StateSign({ state }: { readonly state: VisitState }): ReactNode {
  const { t } = useTexts()
  const text = t(stateTextKey(state))
  return (
    <Tooltip label={text}>
      <span data-visit-state={state}>
        <span aria-hidden="true">{signOf(state)}</span>
        <span className="visually-hidden">{text}</span>
      </span>
    </Tooltip>
  )
}
