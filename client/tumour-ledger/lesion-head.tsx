import type { ReactNode } from 'react'
import type { FormDefinition, ItemDefinition, RowValues } from '../../shared/forms/define.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { valueText } from '../kit/form/value-text.ts'
import { findForm, useSubjectScreen } from '../kit/subject-data.ts'
import { useTexts, type Texts } from '../kit/texts.ts'
import type { Lesion } from './ledger.ts'
import css from './ledger.module.css'

/** What is fixed at baseline: carried along the row, read-only. */
const FIXED = ['TULOC', 'TUSIDE', 'TUSEGM'] as const

interface LesionHeadProps {
  readonly lesion: Lesion
  readonly form: FormDefinition
}

/** A lesion with what was fixed at baseline: location, side, segment, method and axis. */
export function LesionHead({ lesion, form }: LesionHeadProps): ReactNode {
  const texts = useTexts()
  const { study } = useSubjectScreen()
  const lesions = findForm(study, 'lesions')
  const parts = [
    ...FIXED.map((key) => inWords(lesions?.items, key, lesion.items, texts.language)),
    inWords(form.group?.items, 'TRMETHOD', { TRMETHOD: lesion.method }, texts.language),
    axisOf(lesion, texts),
  ]
  return (
    <>
      <span className={css['lesion']}>{lesion.id}</span>{' '}
      <span className={css['where']}>{parts.filter((part) => part !== '').join(' · ')}</span>
    </>
  )
}

function axisOf({ nodal, group }: Lesion, { t }: Texts): string {
  if (nodal) return t('ledger.node')
  return group === 'TARGET' ? t('ledger.LDIAM') : ''
}

function inWords(
  items: readonly ItemDefinition[] | undefined,
  key: string,
  values: RowValues,
  language: Language,
): string {
  const item = items?.find((one) => one.key === key)
  const text = values[key] ?? ''
  return item === undefined || text === '' ? text : valueText(item, values, language)
}
