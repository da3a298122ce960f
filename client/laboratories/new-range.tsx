import { Autocomplete, Button, NativeSelect } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { addRange, type NewRange as NewRangeBody } from '../../shared/api/routes/laboratories.ts'
import { LAB_TESTS } from '../../shared/forms/lab-tests.ts'
import { unitsOfTest } from '../../shared/laboratory/test-units.ts'
import { call } from '../kit/http.ts'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import { DateBox, TextBox } from './text-box.tsx'
import { useChange, type LaboratoryProps } from './change-laboratory.ts'
import { FlagsMovedNotice } from './flags-moved.tsx'

const EMPTY = {
  ...{ test: LAB_TESTS[0]?.test.value ?? '', unit: '', sex: '', ageFrom: '', ageTo: '' },
  ...{ low: '', high: '', validFrom: '', reason: '' },
}
type Input = typeof EMPTY

/** Adds a normal range from a date on; date and reason stay for the next one of the same certificate. */
export function NewRange({ study, laboratory }: LaboratoryProps): ReactNode {
  const { t } = useTexts()
  const [input, setInput] = useState<Input>({ ...EMPTY, unit: unitsOfTest(EMPTY.test)[0] ?? '' })
  const adding = useChange(study.id, () =>
    call(addRange, {
      params: { study: study.id, laboratory: laboratory.id },
      body: bodyOf(input),
    }),
  )
  const change = (part: Partial<Input>): void => {
    setInput({ ...input, ...part })
  }
  const isComplete =
    [input.test, input.unit, input.validFrom, input.reason].every((text) => text.trim() !== '') &&
    (input.low !== '' || input.high !== '') &&
    isAge(input.ageFrom) &&
    isAge(input.ageTo)
  return (
    <form
      aria-label={t('lab.newRange')}
      onSubmit={(event) => {
        event.preventDefault()
        adding.mutate(undefined, {
          onSuccess: () => {
            change({ low: '', high: '' })
          },
        })
      }}
    >
      <h3>{t('lab.newRange')}</h3>
      <RangeFields input={input} onChange={change} />
      <Button type="submit" mt={8} loading={adding.isPending} disabled={!isComplete}>
        {t('lab.addRange')}
      </Button>
      <p className={page['soft']}>{t('lab.newRangeHint')}</p>
      <FlagsMovedNotice flags={adding.data?.flags} />
      <ProblemNotice error={adding.error} />
    </form>
  )
}

/** Whole years, or nothing: an age that is not read is never taken for any age. */
function isAge(text: string): boolean {
  return /^\d{0,3}$/.test(text)
}

function bodyOf({ sex, ageFrom, ageTo, low, high, ...rest }: Input): NewRangeBody {
  return {
    ...rest,
    sex: sex === 'M' || sex === 'F' ? sex : null,
    ageFrom: ageFrom === '' ? null : Number(ageFrom),
    ageTo: ageTo === '' ? null : Number(ageTo),
    low: low === '' ? null : low,
    high: high === '' ? null : high,
  }
}

interface RangeFieldsProps {
  readonly input: Input
  readonly onChange: (part: Partial<Input>) => void
}

function RangeFields({ input, onChange }: RangeFieldsProps): ReactNode {
  const { t, language } = useTexts()
  const box = (key: keyof Input, label: string, width: number, Box = TextBox) => (
    <Box
      label={label}
      width={width}
      value={input[key]}
      isFaulty={key.startsWith('age') && !isAge(input[key])}
      onChange={(text) => {
        onChange({ [key]: text })
      }}
    />
  )
  return (
    <div className={page['filters']}>
      <NativeSelect
        size="xs"
        label={t('intake.test')}
        value={input.test}
        data={LAB_TESTS.map(({ test: { value, label } }) => ({ value, label: label[language] }))}
        onChange={(event) => {
          const test = event.currentTarget.value
          onChange({ test, unit: unitsOfTest(test)[0] ?? '' })
        }}
      />
      <Autocomplete
        size="xs"
        label={t('intake.unit')}
        w={120}
        value={input.unit}
        data={[...unitsOfTest(input.test)]}
        onChange={(unit) => {
          onChange({ unit })
        }}
      />
      {box('low', t('lab.lowest'), 90)}
      {box('high', t('lab.highest'), 90)}
      <NativeSelect
        size="xs"
        label={t('lab.sex')}
        value={input.sex}
        data={[
          { value: '', label: t('lab.anySex') },
          { value: 'M', label: t('lab.men') },
          { value: 'F', label: t('lab.women') },
        ]}
        onChange={(event) => {
          onChange({ sex: event.currentTarget.value })
        }}
      />
      {box('ageFrom', t('lab.ageFrom'), 80)}
      {box('ageTo', t('lab.ageTo'), 80)}
      {box('validFrom', `${t('lab.validFrom')} *`, 130, DateBox)}
      {box('reason', `${t('lab.reason')} *`, 220)}
    </div>
  )
}
