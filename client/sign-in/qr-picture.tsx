import { useMemo, type ReactNode } from 'react'
import { qrMatrix } from './qr.ts'

const QUIET = 4

/** A QR code, dark on white in every scheme, because cameras read no other. */
export function QrPicture(props: { readonly text: string; readonly label: string }): ReactNode {
  const matrix = useMemo(() => qrMatrix(props.text), [props.text])
  const size = matrix.length + 2 * QUIET
  const path = matrix
    .flatMap((row, y) =>
      row.flatMap((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : [])),
    )
    .join('')
  return (
    <svg
      role="img"
      aria-label={props.label}
      viewBox={`0 0 ${size} ${size}`}
      width={220}
      height={220}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
