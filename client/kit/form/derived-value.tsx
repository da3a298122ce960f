import type { ReactNode } from 'react'
import type { ItemDefinition, RowValues } from '../../../shared/forms/define.ts'
import { derivations } from '../../../shared/forms/derivations.ts'
import { NOTHING } from '../format.ts'
import { useTexts } from '../texts.ts'
import { Explained } from '../explained.tsx'
import css from './form.module.css'

interface DerivedValueProps {
  readonly item: ItemDefinition
  readonly row: RowValues
  readonly id: string
}

/** A value that the form computes while one types; a click says from what. */
export function DerivedValue({ item, row, id }: DerivedValueProps): ReactNode {
  const { t, say } = useTexts()
  const derived = derivations.find(item.derivation ?? '')?.derive(row) ?? null
  const stored = row[item.key] ?? ''
  if (derived === null) {
    return (
      <output id={id} className={css['derived']}>
        {stored === '' ? NOTHING : stored}{' '}
        <span className={css['help']}>{t('form.derivedWaits')}</span>
      </output>
    )
  }
  return (
    <output id={id} className={css['derived']}>
      <Explained label={say(item.label)} trace={[derived.trace]}>
        {derived.value}
      </Explained>{' '}
      <span className={css['help']}>{t('form.derived')}</span>
    </output>
  )
}
