import type { DomainRow, Draft } from './define.ts'
import { textQualifier } from './row-values.ts'

/** A row that can have no record of its own: all that it says becomes comments about the domain. */
export function looseRow(row: DomainRow): Draft {
  const { form } = row.part.layout
  const answers = [...row.values.values(), ...row.tests].flatMap((value) => {
    const text = value.text === '' ? value.reason : value.text
    return text === ''
      ? []
      : [{ ...textQualifier({ ...value, text }, form), label: value.mapped.item.label.en }]
  })
  return {
    values: { RDOMAIN: row.domain },
    row,
    supplementals: [...answers, ...row.supplementals],
    comments: row.comments,
    noRecord: true,
  }
}
