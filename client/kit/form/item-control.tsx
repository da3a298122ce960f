import { Textarea, TextInput } from '@mantine/core'
import { lazy, Suspense, type ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import { normaliseEntry } from '../../../shared/forms/normalise-entry.ts'
import { unreachable } from '../../../shared/kernel/unreachable.ts'
import { ChoiceControl } from './choice-control.tsx'
import { DateControl } from './date-control.tsx'
import type { FormInput } from './form-input.ts'
import { useSurroundings } from './form-surroundings.ts'
import { boxAttributes, widthOf, type ControlProps } from './control-props.ts'
import css from './form.module.css'
import { pathOf } from './item-address.ts'
import { LesionControl } from './lesion-control.tsx'

const TermControl = lazy(async () => ({
  default: (await import('./term-control.tsx')).TermControl,
}))

/** The box for one item, by its kind. */
export function ItemControl(props: ControlProps): ReactNode {
  const { item } = props
  switch (item.kind) {
    case 'text':
      return <TextControl {...props} />
    case 'integer':
    case 'number':
      return <NumberControl {...props} />
    case 'date':
      return <DateControl {...props} />
    case 'code':
      return <ChoiceControl {...props} item={item} />
    case 'term':
      return (
        <Suspense fallback={<TextInput className={css['long']} disabled id={props.id} />}>
          <TermControl {...props} />
        </Suspense>
      )
    case 'lesion':
      return <LesionControl {...props} />
    default:
      return unreachable(item)
  }
}

function TextControl(props: ControlProps): ReactNode {
  const { register } = useFormContext<FormInput>()
  const { readOnly } = useSurroundings()
  const multiline = props.item.kind === 'text' && props.item.multiline === true
  const shared = {
    ...boxAttributes(props),
    readOnly,
    error: props.faulty,
    className: widthOf(props, multiline ? 'long' : 'medium'),
    ...register(pathOf(props)),
  }
  return multiline && props.gridLabel === undefined ? (
    <Textarea autosize minRows={2} {...shared} />
  ) : (
    <TextInput autoComplete="off" {...shared} />
  )
}

function NumberControl(props: ControlProps): ReactNode {
  const { register, setValue } = useFormContext<FormInput>()
  const { readOnly } = useSurroundings()
  const path = pathOf(props)
  return (
    <TextInput
      {...boxAttributes(props)}
      inputMode="decimal"
      autoComplete="off"
      readOnly={readOnly}
      error={props.faulty}
      className={widthOf(props, 'short')}
      {...register(path, {
        onBlur: (event: { target: { value: string } }) => {
          const normal = normaliseEntry(props.item.kind, event.target.value)
          if (normal !== event.target.value) setValue(path, normal, { shouldDirty: true })
        },
      })}
    />
  )
}
