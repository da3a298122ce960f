import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import { Controller, useFormContext } from 'react-hook-form'
import { useTexts } from '../texts.ts'
import type { FormInput } from './form-input.ts'
import { useSurroundings } from './form-surroundings.ts'
import { boxAttributes, widthOf, type ControlProps } from './control-props.ts'
import { pathOf } from './item-address.ts'

/** The identifier of one of the subject's lesions. */
export function LesionControl(props: ControlProps): ReactNode {
  const { t } = useTexts()
  const { control } = useFormContext<FormInput>()
  const { lesions, readOnly } = useSurroundings()
  return (
    <Controller
      control={control}
      name={pathOf(props)}
      render={({ field }) => {
        const value = typeof field.value === 'string' ? field.value : ''
        const known = lesions.map(({ id, label }) => ({ value: id, label }))
        const unknown = value !== '' && lesions.every(({ id }) => id !== value)
        return (
          <Select
            {...boxAttributes(props)}
            searchable
            readOnly={readOnly}
            error={props.faulty}
            className={widthOf(props, 'medium')}
            data={unknown ? [...known, { value, label: value }] : known}
            value={value === '' ? null : value}
            onChange={(next) => {
              field.onChange(next ?? '')
            }}
            onBlur={field.onBlur}
            nothingFoundMessage={t('form.noLesions')}
            comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
          />
        )
      }}
    />
  )
}
