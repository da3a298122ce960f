import type { ItemDefinition } from '../../../shared/forms/define.ts'
import { pathOf } from './item-address.ts'
import css from './form.module.css'

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
  const path = { 'data-path': pathOf(props) }
  return {
    id: props.id,
    ...(props.gridLabel === undefined ? {} : { 'aria-label': props.gridLabel }),
    attributes: { input: { ...described, ...path } },
  }
}

/** Width of a box by what it holds; in a grid the column decides. */
export function widthOf(props: ControlProps, width: 'short' | 'medium' | 'long'): string {
  return (props.gridLabel === undefined ? css[width] : css['cell']) ?? ''
}
