import { Button, Radio, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { exportTrail, type TrailFormat } from '../../shared/api/routes/trail.ts'
import { Notice, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { takeFile } from '../kit/take-file.ts'
import { useTexts } from '../kit/texts.ts'
import { filterOf, FILTERS } from './trail-address.ts'

const FORMATS: readonly TrailFormat[] = ['csv', 'json']

/** Takes the trail that the filters admit as a file; the trail says so, with the purpose. */
export function ExportBox({ study }: { readonly study: string }): ReactNode {
  const { t } = useTexts()
  const [address] = useSearchParams()
  const [format, setFormat] = useState<TrailFormat>('csv')
  const [purpose, setPurpose] = useState('')
  const taking = useMutation({
    mutationFn: () => {
      const query = { ...filterOf(address), format, purpose: purpose.trim() }
      return takeFile(exportTrail, { params: { study }, query })
    },
  })
  return (
    <Section title={t('trail.export')}>
      <p>{t('trail.exportIntro')}</p>
      <p>
        <InForce />
      </p>
      <form
        className={page['filters']}
        onSubmit={(event) => {
          event.preventDefault()
          taking.mutate()
        }}
      >
        <Radio.Group
          size="xs"
          label={t('trail.format')}
          value={format}
          onChange={(value) => {
            setFormat(FORMATS.find((one) => one === value) ?? 'csv')
          }}
        >
          {FORMATS.map((one) => (
            <Radio key={one} value={one} label={t(`trail.${one}`)} mt={4} />
          ))}
        </Radio.Group>
        <TextInput
          label={`${t('trail.purpose')} *`}
          placeholder={t('trail.purposeHint')}
          w={320}
          maxLength={500}
          value={purpose}
          onChange={(event) => {
            setPurpose(event.currentTarget.value)
          }}
        />
        <Button type="submit" loading={taking.isPending} disabled={purpose.trim() === ''}>
          {t('trail.take')}
        </Button>
      </form>
      <ProblemNotice error={taking.error} />
      {taking.data !== undefined && (
        <Notice kind="note">{t('trail.taken', { name: taking.data })}</Notice>
      )}
    </Section>
  )
}

/** Whether the file is the whole trail or what the filters admit. */
function InForce(): ReactNode {
  const { t } = useTexts()
  const [address] = useSearchParams()
  return t(FILTERS.some((name) => address.has(name)) ? 'trail.filters' : 'trail.noFilters')
}
