import type { ReactNode } from 'react'
import { Proven } from '../kit/explained.tsx'
import { useSubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'

interface WhyOfProps {
  /** Name of the value's step; absent: it was entered. */
  readonly fact: string | undefined
  /** What the value is. */
  readonly label: string
  readonly cutoff?: string | undefined
}

/** The way from a row to its proof; nothing where its value was entered. */
export function WhyOf({ fact, label, cutoff }: WhyOfProps): ReactNode {
  const { t } = useTexts()
  const { study, subject } = useSubjectScreen()
  if (fact === undefined) return null
  const view = cutoff === undefined ? {} : { cutoff }
  return (
    <Proven {...{ study: study.id, subject: subject.subjid, fact, label, view }}>
      {t('trace.why')}
    </Proven>
  )
}
