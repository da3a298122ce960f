import type { ReactNode } from 'react'
import css from './report.module.css'

const FILLS = ['#fef0d9', '#fdcc8a', '#fc8d59', '#e34a33', '#b30000']

/** Subjects by worst grade, grade 1 first; a cell with subjects bears the colour of its grade. */
export function GradeCells({ counts }: { readonly counts: readonly number[] }): ReactNode {
  return counts.map((count, index) => {
    const grade = index + 1
    const style =
      count === 0 ? undefined : { background: FILLS[index], color: grade === 5 ? '#fff' : '#000' }
    return (
      <td key={grade} className={css['gradeCell']} style={style}>
        {count}
      </td>
    )
  })
}
