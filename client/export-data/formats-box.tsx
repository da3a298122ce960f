import { Checkbox } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTexts } from '../kit/texts.ts'
import css from './export-page.module.css'
import type { Format } from './queries.ts'
import type { Wish } from './wish.ts'

interface FormatsBoxProps {
  readonly formats: readonly Format[]
  readonly wish: Wish
  readonly onChoose: (wish: Wish) => void
}

/** The formats on offer, several at once; those that cannot be de-identified say so where it matters. */
export function FormatsBox({ formats, wish, onChoose }: FormatsBoxProps): ReactNode {
  const { t, say } = useTexts()
  const isTwin = wish.profile === 'deidentified'
  return (
    <Checkbox.Group
      label={t('exportRun.formats')}
      error={wish.formats.length === 0 ? t('exportRun.chooseFormat') : undefined}
      value={[...wish.formats]}
      my={8}
      onChange={(chosen) => {
        const keys = formats.map(({ key }) => key).filter((key) => chosen.includes(key))
        onChoose({ ...wish, formats: keys })
      }}
    >
      <div className={css['formats']}>
        {formats.map(({ key, title, description, deidentifies }) => {
          const isShut = isTwin && !deidentifies
          const told = isShut
            ? t('exportRun.noTwin')
            : description === null
              ? undefined
              : say(description)
          return (
            <Checkbox
              key={key}
              value={key}
              size="sm"
              disabled={isShut}
              label={say(title)}
              description={told}
            />
          )
        })}
      </div>
    </Checkbox.Group>
  )
}
