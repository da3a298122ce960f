import { createElement, type ReactNode } from 'react'
import type { Drawing } from '../plots/marks.ts'
import { elementsOf, type ElementsWish, type SvgElement } from './elements.ts'

interface FigureProps extends ElementsWish {
  readonly drawing: Drawing
  /** What the figure shows, for who does not see it. */
  readonly title: string
  readonly about?: string
}

/** A drawing as SVG that takes the width it is given. */
export function Figure({ drawing, title, about, ...wish }: FigureProps): ReactNode {
  const { width, height } = drawing
  return (
    <svg
      // An image has no parts; with links it is a group of them.
      role={wish.linkOf === undefined ? 'img' : 'group'}
      aria-label={title}
      aria-description={about}
      viewBox={`0 0 ${width} ${Math.ceil(height)}`}
      style={{ width: '100%', maxWidth: width, height: 'auto', fontFamily: 'inherit' }}
    >
      {elementsOf(drawing, wish).map((element, at) => drawn(element, at))}
    </svg>
  )
}

function drawn(element: SvgElement, key: number): ReactNode {
  const { tag, attributes, children } = element
  const properties = Object.entries(attributes).map(([name, value]) => [
    name.startsWith('aria-') ? name : camelCase(name),
    value,
  ])
  return createElement(
    tag,
    { key, ...Object.fromEntries(properties) },
    ...children.map((child, at) => (typeof child === 'string' ? child : drawn(child, at))),
  )
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
