import type { ReactNode } from 'react'
import { Controller, useFormContext } from 'react-hook-form'
import { useTexts } from '../texts.ts'
import { ChoiceBox } from './choice-box.tsx'
import type { FormInput } from './form-input.ts'
import { useSurroundings } from './form-surroundings.ts'
import type { ControlProps } from './control-props.ts'
import { pathOf } from './item-address.ts'

/** The identifier of one of the subject's lesions; one that is not in their list yet stays as typed. */
export function LesionControl(props: ControlProps): ReactNode {
  const { t } = useTexts()
  const { control } = useFormContext<FormInput>()
  const { lesions } = useSurroundings()
  const codes = lesions.map(({ id, label }) => ({ value: id, label: { en: label, zh: label } }))
  return (
    <Controller
      control={control}
      name={pathOf(props)}
      render={({ field }) => {
        const value = typeof field.value === 'string' ? field.value : ''
        const hint = lesions.length === 0 ? { hint: t('form.noLesions') } : {}
        return <ChoiceBox {...props} {...hint} open codes={codes} bound={{ ...field, value }} />
      }}
    />
  )
}
