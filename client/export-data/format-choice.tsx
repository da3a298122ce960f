import { Radio } from '@mantine/core'
import type { ReactNode } from 'react'
import page from '../kit/page.module.css'
import { useTexts } from '../kit/texts.ts'
import type { Format } from './queries.ts'

interface FormatChoiceProps {
  readonly formats: readonly Format[]
  readonly chosen: string
  readonly onChoose: (key: string) => void
}

/** The formats on offer, each with what it is. */
export function FormatChoice({ formats, chosen, onChoose }: FormatChoiceProps): ReactNode {
  const { t, say } = useTexts()
  return (
    <Radio.Group label={t('export.format')} value={chosen} onChange={onChoose} maw={760} my={12}>
      <div className={page['fields']} style={{ maxWidth: 'none', marginTop: 6 }}>
        {formats.map(({ key, title, description }) => (
          <Radio
            key={key}
            value={key}
            size="sm"
            label={say(title)}
            description={description === null ? undefined : say(description)}
          />
        ))}
      </div>
    </Radio.Group>
  )
}
