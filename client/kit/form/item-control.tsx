import { Textarea, TextInput } from '@mantine/core'
import { lazy, Suspense, type ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import type { ItemDefinition } from '../../../shared/forms/define.ts'
import { normaliseEntry } from '../../../shared/forms/normalise-entry.ts'
import { unreachable } from '../../../shared/kernel/unreachable.ts'
import { ChoiceControl } from './choice-control.tsx'
import { DateControl } from './date-control.tsx'
import type { FormInput } from './form-input.ts'
import { useSurroundings } from './form-surroundings.ts'
import css from './form.module.css'
import { pathOf } from './item-address.ts'
import { LesionControl } from './lesion-control.tsx'

export interface ControlProps {
  readonly item: ItemDefinition
  readonly row: number | null
  readonly id: string
  /** Ids of the messages that belong to the box. */
  readonly describedBy: string
  readonly faulty: boolean
  /** In a grid the column's head is the label, and lists are always boxes. */
  readonly gridLabel?: string
}

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

interface BoxAttributes {
  readonly id: string
  readonly 'aria-label'?: string
  readonly attributes: { readonly input: Readonly<Record<string, string>> }
}

/**
 * What every box shares: identity, name in grids, and the messages that belong to it. The box itself
 * says that it is faulty; its description goes in beside what the component would set.
 */
export function boxAttributes(props: ControlProps): BoxAttributes {
  const described = props.describedBy === '' ? {} : { 'aria-describedby': props.describedBy }
  return {
    id: props.id,
    ...(props.gridLabel === undefined ? {} : { 'aria-label': props.gridLabel }),
    attributes: { input: described },
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

export function widthOf(props: ControlProps, width: 'short' | 'medium' | 'long'): string {
  return (props.gridLabel === undefined ? css[width] : css['cell']) ?? ''
}
