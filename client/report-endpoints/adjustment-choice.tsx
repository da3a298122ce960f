import { Button, Checkbox } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { ADJUST_FOR_NONE, characteristicsOf } from '../../shared/comparison/characteristics.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { useTexts } from '../kit/texts.ts'
import css from './study-report.module.css'

/** Which baseline characteristics hazard ratios are adjusted for, in the address; the usual ones at first. */
export function AdjustmentChoice(props: { readonly definition: ProtocolDefinition }): ReactNode {
  const { t, say } = useTexts()
  const [address, setAddress] = useSearchParams()
  const all = characteristicsOf(props.definition)
  const asked = address.get('adjust')
  const usual = all.flatMap(({ key, adjusts }) => (adjusts ? [key] : []))
  const chosen = asked === null ? usual : asked.split(',')
  const set = (keys: readonly string[] | null): void => {
    const next = new URLSearchParams(address)
    if (keys === null) next.delete('adjust')
    else next.set('adjust', keys.length === 0 ? ADJUST_FOR_NONE : keys.join(','))
    setAddress(next, { replace: true })
  }
  return (
    <div className={css['adjust']}>
      <Checkbox.Group
        size="xs"
        label={t('cohorts.adjust')}
        description={t('cohorts.adjustNote')}
        value={all.flatMap(({ key }) => (chosen.includes(key) ? [key] : []))}
        onChange={(keys) => {
          const inOrder = all.flatMap(({ key }) => (keys.includes(key) ? [key] : []))
          set(inOrder.join() === usual.join() ? null : inOrder)
        }}
      >
        <div className={css['adjustBoxes']}>
          {all.map(({ key, label, inside }) => (
            <Checkbox key={key} size="xs" value={key} label={`${say(label)} (${say(inside)})`} />
          ))}
        </div>
      </Checkbox.Group>
      {asked !== null && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            set(null)
          }}
        >
          {t('cohorts.adjustUsual')}
        </Button>
      )}
    </div>
  )
}
